/**
 * The vocabulary of jobs: nine statuses and the moves between them. Everything that speaks of a status derives from
 * here: the Postgres enum, the trigger that refuses any other move, the guard of every update, the buttons, the tests.
 */

export const JOB_STATUSES = [
  'editing',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'cancelled',
  'finished',
  'finished_with_errors',
  'server_shutdown',
] as const

export type JobStatus = (typeof JOB_STATUSES)[number]

/** What a person can ask of a job; each is a button, a command and a file of this folder. `retry` is asked of its rejects. */
export const VERBS = ['start', 'pause', 'cancel', 'retry'] as const
export type Verb = (typeof VERBS)[number]

/** The parts of the system that move a job: the worker that holds its lease, and recovery, which heals what a dead worker left. */
type SystemPart = 'worker' | 'recovery'
export type Mover = Verb | SystemPart

export type Move = { from: JobStatus; to: JobStatus; by: Mover }

/** Every legal move. A person's verb leads from one status to exactly one other; the system's parts may choose. */
export const MOVES = [
  { from: 'editing', to: 'running', by: 'start' },
  { from: 'paused', to: 'running', by: 'start' },
  { from: 'finished_with_errors', to: 'running', by: 'start' },
  { from: 'server_shutdown', to: 'running', by: 'start' },

  // Rejects are tried again in the job that refused them; what is left of its file goes on after them.
  { from: 'finished', to: 'running', by: 'retry' },
  { from: 'finished_with_errors', to: 'running', by: 'retry' },

  { from: 'running', to: 'pausing', by: 'pause' },

  { from: 'running', to: 'cancelling', by: 'cancel' },
  { from: 'pausing', to: 'cancelling', by: 'cancel' },
  { from: 'paused', to: 'cancelled', by: 'cancel' },
  { from: 'server_shutdown', to: 'cancelled', by: 'cancel' },

  { from: 'running', to: 'finished', by: 'worker' },
  { from: 'running', to: 'finished_with_errors', by: 'worker' },
  { from: 'running', to: 'server_shutdown', by: 'worker' },
  { from: 'pausing', to: 'paused', by: 'worker' },
  // The last chunk was committed, or the error struck, before the pause could be obeyed.
  { from: 'pausing', to: 'finished', by: 'worker' },
  { from: 'pausing', to: 'finished_with_errors', by: 'worker' },
  { from: 'cancelling', to: 'cancelled', by: 'worker' },

  { from: 'running', to: 'server_shutdown', by: 'recovery' },
  { from: 'pausing', to: 'paused', by: 'recovery' },
  { from: 'cancelling', to: 'cancelled', by: 'recovery' },
  { from: 'server_shutdown', to: 'running', by: 'recovery' },
  // A job that takes its worker down again and again without a step forward is not tried for ever.
  { from: 'server_shutdown', to: 'finished_with_errors', by: 'recovery' },
] as const satisfies readonly Move[]

/** Statuses in which a worker may hold the job and commit its chunks: it runs, or its last chunk is coming to an end. */
export const LEASABLE = ['running', 'pausing', 'cancelling'] as const satisfies readonly JobStatus[]

/** Statuses that resolve by themselves; their icons turn. */
export const TRANSIENT: Record<JobStatus, boolean> = {
  editing: false,
  running: true,
  pausing: true,
  paused: false,
  cancelling: true,
  cancelled: false,
  finished: false,
  finished_with_errors: false,
  server_shutdown: true,
}

/** Whether the job has come to an end: `--wait` returns, the end date is set. */
export const ENDED: Record<JobStatus, boolean> = {
  editing: false,
  running: false,
  pausing: false,
  paused: false,
  cancelling: false,
  cancelled: true,
  finished: true,
  finished_with_errors: true,
  server_shutdown: false,
}

/** The verb that led to the status, where a person may have given a reason for it. */
export const ASKED_BY: Record<JobStatus, 'pause' | 'cancel' | null> = {
  editing: null,
  running: null,
  pausing: 'pause',
  paused: 'pause',
  cancelling: 'cancel',
  cancelled: 'cancel',
  finished: null,
  finished_with_errors: null,
  server_shutdown: null,
}

/** Whether the job can be deleted: it is over, or it never ran. */
export const DELETABLE: Record<JobStatus, boolean> = {
  editing: true,
  running: false,
  pausing: false,
  paused: false,
  cancelling: false,
  cancelled: true,
  finished: true,
  finished_with_errors: true,
  server_shutdown: false,
}

/**
 * Whether a person may decide about the rejects of a job in this status: while it rests and no worker may hold it. A job that is
 * interrupted is taken up again at any moment; of a cancelled one nothing is tried any more.
 */
export const REJECTS_REST: Record<JobStatus, boolean> = {
  editing: false,
  running: false,
  pausing: false,
  paused: true,
  cancelling: false,
  cancelled: false,
  finished: true,
  finished_with_errors: true,
  server_shutdown: false,
}

const allMoves: readonly Move[] = MOVES

/** The verbs a person may use on a job in this status, in the order of the buttons. */
export function verbsFrom(status: JobStatus): Verb[] {
  return VERBS.filter((verb) => allMoves.some((move) => move.from === status && move.by === verb))
}

/** What can be asked of many jobs at once, in the order of the buttons. */
export const MANY_VERBS = ['start', 'pause', 'cancel', 'delete'] as const
export type ManyVerb = (typeof MANY_VERBS)[number]

/** Whether the verb may be asked of a job in this status. */
export function isPossible(verb: ManyVerb, status: JobStatus): boolean {
  return verb === 'delete' ? DELETABLE[status] : verbsFrom(status).includes(verb)
}

/** The moves that this mover may make, optionally only those that end in `to`. */
export function movesBy(by: Mover, to?: JobStatus): Move[] {
  return allMoves.filter((move) => move.by === by && (to === undefined || move.to === to))
}

export function isLegalMove(from: JobStatus, to: JobStatus): boolean {
  return allMoves.some((move) => move.from === from && move.to === to)
}

/** What has become of a refused record: `retrying` waits for the worker, `loaded` came in at last, `discarded` was set aside. */
export const REJECT_STATES = ['open', 'retrying', 'loaded', 'discarded'] as const
export type RejectState = (typeof REJECT_STATES)[number]
