/**
 * A model of how an import is moved, leased, loaded and healed, small enough to be explored in all its states: two workers,
 * a person, a clock that may run any lease out at any time, and a database whose transactions may outlive whoever sent them.
 * Moves and their guards are those of jobs/status.ts; where a run leads is asked of the worker's own code.
 */
import { ENDED, type JobStatus, LEASABLE, type Mover, movesBy, TRANSIENT } from '#jobs/status.ts'
import { destinations } from '#worker/run-job.ts'

/** A chunk that a worker has read and loads: which, and from which piece on. */
type Piece = { chunk: number; from: number }

type Run = {
  token: number
  /** Read, with the rows sent; then with the job's row locked and both fences passed. */
  piece: (Piece & { fenced: boolean }) | null
  wish: 'pause' | 'cancel' | 'shutdown' | null
  /** The work is over, and the job is to be moved where that leads. */
  result: 'done' | 'stopped' | 'error' | null
}

export type State = {
  status: JobStatus
  token: number | null
  /** The lease's time is over, and nobody has healed it yet. */
  expired: boolean
  /** By worker: null where there is no process, 'idle' without this job. A run whose token is not the job's is a zombie's. */
  workers: (Run | 'idle' | null)[]
  /** A commit whose sender is gone: it still happens, or does not. It holds the job's row locked. */
  orphan: (Piece & { token: number }) | null
  /** By chunk: pieces that the checkpoint calls done. */
  next: number[]
  /** By chunk and piece: how often its rows are in the table. */
  rows: number[][]
  processed: number
}

/** What can be taken away, to see that the model notices. */
export type Protection = 'lease' | 'checkpoint' | 'one transaction'

export type ModelOptions = {
  /** Pieces by chunk. */
  chunks: number[]
  /** Batches of rejects that a person may have tried again, once: a chunk like the others, which is there from then on and comes first. */
  rejects?: number
  without?: Protection
}

const sizeOf = ({ chunks, rejects = 0 }: ModelOptions, chunk: number) => chunks[chunk] ?? rejects

type Actor = 'person' | 'system' | 'trouble'
export type Step = { by: Actor; what: string; to: State }

const copyOf = (state: State): State => ({
  ...state,
  workers: state.workers.map((worker) => (isRun(worker) ? { ...worker } : worker)),
  next: [...state.next],
  rows: state.rows.map((pieces) => [...pieces]),
})

const leasable = (status: JobStatus) => (LEASABLE as readonly JobStatus[]).includes(status)

export const firstState = ({ chunks }: ModelOptions): State => ({
  status: 'editing',
  token: null,
  expired: false,
  workers: ['idle', 'idle'],
  orphan: null,
  next: chunks.map(() => 0),
  rows: chunks.map((pieces) => Array<number>(pieces).fill(0)),
  processed: 0,
})

/** Everything that can happen next. */
export function stepsFrom(state: State, options: ModelOptions): Step[] {
  const steps: Step[] = []
  const step = (by: Actor, what: string, change: (next: State) => unknown) => {
    const to = copyOf(state)
    if (change(to) !== false) steps.push({ by, what, to })
  }
  const { status, token, workers, orphan } = state
  // A transaction that has locked the job's row lets nobody else change it.
  const lockedBy = workers.findIndex((run) => isRun(run) && run.piece?.fenced)
  const locked = orphan !== null || lockedBy >= 0

  if (!locked) {
    for (const verb of ['start', 'pause', 'cancel'] as const)
      step('person', verb, (to) => {
        if (!move(to, verb)) return false
        // Where no worker holds it, its end comes in the same transaction.
        if (to.token === null && verb !== 'start') settle(to)
        return true
      })
    if (options.rejects !== undefined && state.next.length === options.chunks.length)
      step('person', 'retry', (to) => {
        if (!move(to, 'retry')) return false
        to.next.push(0)
        to.rows.push(Array<number>(options.rejects ?? 0).fill(0))
        return true
      })
    if (token !== null && state.expired)
      step('system', 'heal', (to) => {
        if (!settle(to)) move(to, 'recovery', 'server_shutdown')
      })
    if (token === null && (status === 'pausing' || status === 'cancelling')) step('system', 'heal', settle)
    if (status === 'server_shutdown' && workers.some((worker) => worker !== null)) {
      step('system', 'resume', (to) => move(to, 'recovery', 'running'))
      step('trouble', 'give up', (to) => move(to, 'recovery', 'finished_with_errors'))
    }
  }
  if (token !== null && !state.expired)
    // Of a worker that is gone, it surely does; of one that is there, when it is frozen or the clock jumps.
    step(workers.some((run) => isRun(run) && run.token === token) ? 'trouble' : 'system', 'the lease runs out', (to) => {
      to.expired = true
    })
  if (orphan) {
    step('system', 'the orphan commits', (to) => {
      commit(to, orphan, options)
      to.orphan = null
    })
    step('system', 'the orphan is rolled back', (to) => {
      to.orphan = null
    })
  }
  workers.forEach((worker, i) => {
    if (worker === null) {
      step('system', `worker ${i} starts`, (to) => {
        to.workers[i] = 'idle'
      })
      return
    }
    step('trouble', `worker ${i} is killed`, (to) => {
      vanish(to, i)
    })
    if (worker === 'idle') {
      if (!locked && status === 'running' && token === null)
        step('system', `worker ${i} takes the lease`, (to) => {
          to.token = freshToken(state)
          to.expired = false
          to.workers[i] = { token: to.token, piece: null, wish: null, result: null }
        })
      return
    }
    for (const { by, what, change } of runSteps(state, worker, { ...options, locked, lockedBy: lockedBy === i }))
      step(by, `worker ${i} ${what}`, (to) => change(to, to.workers[i] as Run, i))
  })
  return steps
}

type RunStep = { by: Actor; what: string; change: (to: State, run: Run, i: number) => unknown }

/** What a worker that runs the job can do; a zombie does the same, since it does not know that it is one. */
function runSteps(
  state: State,
  run: Run,
  { locked, lockedBy, ...options }: ModelOptions & { locked: boolean; lockedBy: boolean },
): RunStep[] {
  const { chunks, without } = options
  const { status, token, next } = state
  const steps: RunStep[] = []
  const step = (by: Actor, what: string, change: RunStep['change']) => steps.push({ by, what, change })
  const holds = token === run.token

  if (!locked) {
    if (holds && state.expired)
      step('system', 'renews the lease', (to) => {
        to.expired = false
      })
    if (!holds)
      step('system', 'hears that the lease is lost', (to, _, i) => {
        to.workers[i] = 'idle'
      })
  }
  if (holds && run.wish === null && (status === 'pausing' || status === 'cancelling'))
    step('system', `hears that the job is ${status}`, (_, own) => {
      own.wish = status === 'pausing' ? 'pause' : 'cancel'
    })
  if (run.wish === null)
    step('trouble', 'is told to leave', (_, own) => {
      own.wish = 'shutdown'
    })

  const { piece } = run
  if (run.result !== null) {
    if (!locked)
      step('system', 'moves the job to where that leads', (to, own, i) => {
        to.workers[i] = own.wish === 'shutdown' ? null : 'idle'
        if (!holds) return
        const result = own.result === 'error' ? ({ code: 'error.unexpected', params: {} } as const) : (own.result as 'done' | 'stopped')
        for (const status of destinations(result, { wish: own.wish ?? undefined })) if (move(to, 'worker', status)) return
      })
  } else if (piece === null) {
    if (next.every((done, chunk) => done === sizeOf(options, chunk)))
      step('system', 'has loaded everything', (_, own) => {
        own.result = 'done'
      })
    else if (run.wish !== null)
      step('system', 'stops', (_, own) => {
        own.result = 'stopped'
      })
    else {
      const retries = next.length > chunks.length && (next[chunks.length] as number) < sizeOf(options, chunks.length)
      next.forEach((from, chunk) => {
        if (from < sizeOf(options, chunk) && (!retries || chunk === chunks.length))
          step('system', `reads chunk ${chunk}`, (_, own) => {
            own.piece = { chunk, from, fenced: false }
          })
      })
      step('trouble', 'meets an error', (_, own) => {
        own.result = 'error'
      })
    }
  } else if (!piece.fenced) {
    if (!locked)
      step('system', 'writes progress and checkpoint', (to, own, i) => {
        if (without !== 'lease' && !(holds && leasable(status))) to.workers[i] = 'idle'
        // Somebody else was here: the chunk is read anew.
        else if (without !== 'checkpoint' && next[piece.chunk] !== piece.from) own.piece = null
        else {
          own.piece = { ...piece, fenced: true }
          // Where rows and checkpoint are not one transaction, the rows are there already.
          if (without === 'one transaction') count(to, piece)
        }
      })
    step('trouble', 'loses its connection', (_, own) => {
      own.piece = null
    })
  } else if (lockedBy) {
    step('system', 'commits', (to, own) => {
      commit(to, piece, options)
      own.piece = null
    })
    // The answer is lost, and the commit may come later: the worker looks at the checkpoint as it is now.
    step('trouble', 'loses its connection at commit', (to, own) => {
      to.orphan = { chunk: piece.chunk, from: piece.from, token: own.token }
      own.piece = null
    })
  }
  return steps
}

const isRun = (worker: State['workers'][number]): worker is Run => worker !== null && worker !== 'idle'

/** As jobs/move.ts makes it: where the table of moves has it, and the lease ends where the new status allows none. */
function move(to: State, by: Mover, wanted?: JobStatus): boolean {
  const found = movesBy(by, wanted).find(({ from }) => from === to.status)
  if (!found) return false
  to.status = found.to
  if (!leasable(found.to)) {
    to.token = null
    to.expired = false
  }
  return true
}

const settle = (to: State) => move(to, 'recovery', 'paused') || move(to, 'recovery', 'cancelled')

function commit(to: State, piece: Piece, { without }: ModelOptions): void {
  if (without !== 'one transaction') count(to, piece)
  to.next[piece.chunk] = piece.from + 1
  to.processed += 1
}

function count(to: State, { chunk, from }: Piece): void {
  const rows = to.rows[chunk] as number[]
  rows[from] = (rows[from] as number) + 1
}

/** A process is gone; a commit that it had sent may still happen. */
function vanish(to: State, i: number): void {
  const run = to.workers[i]
  to.workers[i] = null
  if (isRun(run ?? null) && (run as Run).piece?.fenced) {
    const { chunk, from } = (run as Run).piece as Piece
    to.orphan = { chunk, from, token: (run as Run).token }
  }
}

/** The smallest one that nobody remembers: tokens are random in truth, and none is given twice. */
function freshToken({ token, workers, orphan }: State): number {
  const known = [token, orphan?.token, ...workers.filter(isRun).map((run) => run.token)]
  let fresh = 0
  while (known.includes(fresh)) fresh += 1
  return fresh
}

/** What is wrong with this state, or with this step to it; undefined where nothing is. */
function violation(state: State, options: ModelOptions, step?: { from: State; what: string }): string | undefined {
  const { status, token, next, rows, processed, workers } = state
  if (rows.flat().some((times) => times > 1)) return 'rows were committed twice'
  const pending = workers.some((run) => isRun(run) && run.piece?.fenced) || state.orphan !== null
  if (!pending && rows.some((pieces, chunk) => pieces.some((times, piece) => times !== (piece < (next[chunk] as number) ? 1 : 0))))
    return 'rows and checkpoint disagree'
  if (!pending && processed !== rows.flat().reduce((sum, times) => sum + times, 0)) return 'rows and counters disagree'
  if (status === 'finished' && next.some((done, chunk) => done !== sizeOf(options, chunk))) return 'finished with records left'
  if (token !== null && !leasable(status)) return 'a lease outlives its status'
  if (workers.filter((run) => isRun(run) && run.token === token).length > 1) return 'two workers hold the lease'
  if (step && processed !== step.from.processed && (step.from.token === null || !leasable(step.from.status)))
    return 'something was committed that no lease covers'
  return undefined
}

export type Exploration = {
  states: number
  steps: number
  /** The first violation, with the steps that lead to it. */
  violation?: { what: string; path: string[] }
  /** Transient statuses whose system has nothing left to do but wait for a person or for trouble. */
  stuck: string[]
  /** States from which no end can be reached any more. */
  hopeless: number
}

/** Goes through every state that can be reached, breadth first, so that the first violation has the shortest way. */
export function explore(options: ModelOptions): Exploration {
  const first = firstState(options)
  const numbers = new Map<string, number>([[keyOf(first), 0]])
  const states: State[] = [first]
  const cameFrom: { state: number; what: string }[] = [{ state: -1, what: '' }]
  const before: number[][] = [[]]
  const bySystem: number[][] = [[]]
  let steps = 0
  for (let at = 0; at < states.length; at += 1) {
    for (const { by, what, to } of stepsFrom(states[at] as State, options)) {
      steps += 1
      const key = keyOf(to)
      let number = numbers.get(key)
      if (number === undefined) {
        number = states.length
        numbers.set(key, number)
        states.push(to)
        cameFrom.push({ state: at, what: `${by}: ${what}` })
        before.push([])
        bySystem.push([])
      }
      before[number]?.push(at)
      if (by === 'system') bySystem[number]?.push(at)
      const wrong = violation(to, options, { from: states[at] as State, what })
      if (wrong) {
        const path = [`${by}: ${what}`]
        for (let back = at; back > 0; back = cameFrom[back]?.state as number) path.unshift(cameFrom[back]?.what ?? '')
        return { states: states.length, steps, violation: { what: wrong, path }, stuck: [], hopeless: 0 }
      }
    }
  }
  const settled = reaching(states, bySystem, ({ status }) => !TRANSIENT[status])
  const ending = reaching(states, before, ({ status }) => ENDED[status])
  return {
    states: states.length,
    steps,
    stuck: [...new Set(states.filter((_, number) => !settled.has(number)).map(({ status }) => status))],
    hopeless: states.filter((_, number) => !ending.has(number)).length,
  }
}

/** The states from which one that `is` can be reached. */
function reaching(states: State[], before: number[][], is: (state: State) => boolean): Set<number> {
  const found = new Set(states.flatMap((state, number) => (is(state) ? [number] : [])))
  const open = [...found]
  for (let number = open.pop(); number !== undefined; number = open.pop())
    for (const earlier of before[number] ?? []) {
      if (found.has(earlier)) continue
      found.add(earlier)
      open.push(earlier)
    }
  return found
}

/** The same for states that differ only in the names of tokens or in which worker is the first. */
function keyOf(state: State): string {
  const names = new Map<number, number>()
  const name = (token: number | null) => {
    if (token === null) return '-'
    if (!names.has(token)) names.set(token, names.size)
    return names.get(token)
  }
  const { status, token, expired, next, rows, processed, orphan } = state
  const job = `${status} ${name(token)} ${expired} ${next} ${rows.join(';')} ${processed}`
  const own = (orphan ? `${orphan.chunk}.${orphan.from}.${name(orphan.token)}` : '-') as string
  const of = (worker: State['workers'][number]) => {
    if (!isRun(worker)) return String(worker)
    const { piece, wish, result } = worker
    return `${piece ? `${piece.chunk}.${piece.from}.${piece.fenced}` : '-'} ${wish} ${result}`
  }
  const sorted = state.workers.toSorted((a, b) => of(a).localeCompare(of(b)))
  return `${job}|${own}|${sorted.map((worker) => `${of(worker)} ${isRun(worker) ? name(worker.token) : ''}`).join('|')}`
}
