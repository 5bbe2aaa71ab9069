import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { JOB_STATUSES, REJECT_STATES } from '#jobs/status.ts'

/** Quayside's own tables live in a schema of their own, apart from the company's. */
export const quayside = pgSchema('quayside')

export const jobStatus = quayside.enum('job_status', JOB_STATUSES)
export const jobKind = quayside.enum('job_kind', ['import', 'export'])
export const journalLevel = quayside.enum('journal_level', ['info', 'warning', 'error'])
export const rejectKind = quayside.enum('reject_kind', ['text', 'value', 'database'])
export const rejectState = quayside.enum('reject_state', REJECT_STATES)
export const fileRole = quayside.enum('file_role', ['source', 'output'])

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)
const jobId = (name = 'job_id') => bigint(name, { mode: 'number' })

export const jobs = quayside.table(
  'jobs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }),
    kind: jobKind('kind').notNull(),
    status: jobStatus('status').notNull().default('editing'),
    statusSince: at('status_since').notNull().defaultNow(),
    label: text('label').notNull(),
    description: text('description').notNull().default(''),
    owner: text('owner').notNull(),
    /** Target of an import, source of an export; null while a draft has not chosen. */
    tableSchema: text('table_schema'),
    tableName: text('table_name'),
    /** Name of its file as people know it, the source of an import, the output of an export: the list searches for it. */
    fileName: text('file_name'),
    /** The job that this one was made from by Run again. */
    copyOf: bigint('copy_of', { mode: 'number' }),
    /** The template that it was made from, also when that one is gone: no foreign key, so that deleting one touches no job. */
    templateId: bigint('template_id', { mode: 'number' }),
    /** What the person chose: `ImportSettings` or `ExportSettings`, see jobs/settings.ts. */
    settings: jsonb('settings').notNull().default({}),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    /** Where the job stands in time: its start, or for a draft its creation. */
    begunAt: at('begun_at').notNull().generatedAlwaysAs(sql`coalesce(started_at, created_at)`),

    /** When it entered the line of jobs that wait for a worker. */
    queuedAt: at('queued_at'),
    /** Milliseconds of work before the present lease; while leased, add the time since `leasedAt`. */
    activeMs: bigint('active_ms', { mode: 'number' }).notNull().default(0),
    workerId: uuid('worker_id'),
    /** The fence: only who holds this token may write the job's progress. */
    leaseToken: uuid('lease_token'),
    leasedAt: at('leased_at'),
    leaseExpiresAt: at('lease_expires_at'),
    /** How often in a row a worker vanished with it without a step forward. */
    vanished: integer('vanished').notNull().default(0),

    /** Null until known; for an import known before the first row is loaded. */
    total: bigint('total', { mode: 'number' }),
    processed: count('processed'),
    success: count('success'),
    empty: count('empty'),
    errors: count('errors'),
    warnings: count('warnings'),
    rejects: count('rejects'),
    doubles: count('doubles'),
    duplicates: count('duplicates'),
    unprocessed: count('unprocessed'),
    /** Records of an import that commits all or nothing which wait for the end: not in the table yet, and not processed. */
    held: count('held'),
    /** Of the rejects: those that a person set aside for good, with a reason. */
    discarded: count('discarded'),
    /** Of the rejects: those that wait to be tried again. */
    retrying: count('retrying'),
    /** How many there were when this retry was asked for. */
    retryTotal: count('retry_total'),
  },
  (t) => [
    index('jobs_status').on(t.status, t.id),
    index('jobs_kind').on(t.kind, t.id),
    index('jobs_owner').on(t.owner, t.id),
    index('jobs_owner_status').on(t.owner, t.status, t.id),
    index('jobs_table').on(t.tableSchema, t.tableName, t.id),
    index('jobs_template').on(t.templateId, t.id).where(sql`template_id is not null`),
    index('jobs_owner_table').on(t.owner, t.tableSchema, t.tableName, t.id),
    // The status comes along for the strip of jobs over time, which then reads the index alone.
    index('jobs_begun').on(t.begunAt, t.id, t.status),
    // What did not end yet comes after all that did; the indexes of labels and names are in db/label-order.ts.
    index('jobs_finished').on(sql`coalesce(finished_at, 'infinity')`, t.id),
    index('jobs_duration').on(t.activeMs, t.id),
    index('jobs_rejects').on(t.rejects, t.id),
    index('jobs_with_rejects').on(t.id).where(sql`rejects > 0`),
    index('jobs_waiting').on(t.queuedAt).where(sql`status = 'running' and lease_token is null`),
    index('jobs_leases').on(t.leaseExpiresAt).where(sql`lease_token is not null`),
  ],
)

/** Who moved a job, when, and why. */
export const jobMoves = quayside.table(
  'job_moves',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    jobId: jobId().notNull(),
    from: jobStatus('from_status').notNull(),
    to: jobStatus('to_status').notNull(),
    by: text('by').notNull(),
    actor: text('actor'),
    reason: text('reason'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('job_moves_job').on(t.jobId, t.id), foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade')],
)

/**
 * What is left of an import, cut into chunks: each row says where its next record stands. One transaction writes a piece of
 * a chunk (its rows, rejects, counters, journal) and moves `next…` past it: that is the checkpoint.
 */
export const chunks = quayside.table(
  'chunks',
  {
    jobId: jobId().notNull(),
    number: integer('number').notNull(),
    /** Byte range of the staged text that is still to do. */
    nextByte: bigint('next_byte', { mode: 'number' }).notNull(),
    endByte: bigint('end_byte', { mode: 'number' }).notNull(),
    /** Number and line in the file of the record at `nextByte`, both from 1. */
    nextRecord: bigint('next_record', { mode: 'number' }).notNull(),
    nextLine: bigint('next_line', { mode: 'number' }).notNull(),
    /** Records still to do; 0 when the chunk is done. */
    recordsLeft: bigint('records_left', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.number] }), foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade')],
)

/** How far an export has come: the bytes of its file that count, and the key of the last row in them. */
export const exportCheckpoints = quayside.table(
  'export_checkpoints',
  {
    jobId: jobId().primaryKey(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Name of the part file that holds them: each lease writes its own, so that a worker that lost it spoils nothing. */
    part: text('part').notNull(),
    /** Per key column the value as text; null before the first row. */
    lastKey: jsonb('last_key').$type<string[]>(),
    /** The snapshot that all rows up to here were read in. */
    snapshot: text('snapshot'),
  },
  (t) => [foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade')],
)

/** What happened, as code and parameters; the reader's language is chosen when it is read. */
export const journalEntries = quayside.table(
  'journal_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    jobId: jobId().notNull(),
    at: at('at').notNull().defaultNow(),
    level: journalLevel('level').notNull(),
    code: text('code').notNull(),
    params: jsonb('params').$type<Record<string, string | number>>().notNull().default({}),
    /** The database's or the system's own words, untranslated. */
    detail: text('detail'),
  },
  (t) => [
    index('journal_entries_job').on(t.jobId, t.id),
    index('journal_entries_code').on(t.jobId, t.code, t.id),
    // Chunk after chunk is told; what is worth a second look lies far apart.
    index('journal_entries_telling').on(t.jobId, t.id).where(sql`level <> 'info'`),
    foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade'),
  ],
)

/** One row a refused record. */
export const rejects = quayside.table(
  'rejects',
  {
    jobId: jobId().notNull(),
    record: bigint('record', { mode: 'number' }).notNull(),
    line: bigint('line', { mode: 'number' }).notNull(),
    /** Offset of its first byte in the text as UTF-8; in the file itself where that is UTF-8. */
    byte: bigint('byte', { mode: 'number' }),
    kind: rejectKind('kind').notNull(),
    column: text('column'),
    value: text('value'),
    code: text('code').notNull(),
    params: jsonb('params').$type<Record<string, string | number>>().notNull().default({}),
    detail: text('detail'),
    /** The record as it stands in the file. */
    raw: text('raw').notNull(),
    at: at('at').notNull().defaultNow(),
    state: rejectState('state').notNull().default('open'),
    /** The record as a person repaired it, written as `raw` is; null: as it stands in the file. */
    repaired: text('repaired'),
    /** How often it was tried, the import itself left out. */
    attempts: integer('attempts').notNull().default(0),
    /** Who repaired, retried or discarded it last, when, and the reason given for discarding it. */
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    decidedReason: text('decided_reason'),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.record] }),
    index('rejects_groups').on(t.jobId, t.state, t.code, t.column, t.record),
    foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade'),
  ],
)

/**
 * Every try of a record that was retried, the import itself as number 0. A row without a code: it was loaded, or turned out to be
 * empty, a double or a duplicate that gives way.
 */
export const rejectAttempts = quayside.table(
  'reject_attempts',
  {
    jobId: jobId().notNull(),
    record: bigint('record', { mode: 'number' }).notNull(),
    attempt: integer('attempt').notNull(),
    at: at('at').notNull().defaultNow(),
    /** Who asked for it; null for the import itself. */
    actor: text('actor'),
    /** The record as it was tried. */
    tried: text('tried').notNull(),
    kind: rejectKind('kind'),
    column: text('column'),
    value: text('value'),
    code: text('code'),
    params: jsonb('params').$type<Record<string, string | number>>(),
    detail: text('detail'),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.record, t.attempt] }),
    foreignKey({ columns: [t.jobId, t.record], foreignColumns: [rejects.jobId, rejects.record] }).onDelete('cascade'),
  ],
)

/** A view of the list that a person keeps under a name: what the address says of filters and order. */
export const views = quayside.table(
  'views',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    owner: text('owner').notNull(),
    shared: boolean('shared').notNull().default(false),
    query: text('query').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('views_name').on(t.owner, t.name)],
)

/** The settings of a job under a name, for those that are to be made like it; without its file. */
export const templates = quayside.table(
  'templates',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    owner: text('owner').notNull(),
    shared: boolean('shared').notNull().default(false),
    kind: jobKind('kind').notNull(),
    tableSchema: text('table_schema'),
    tableName: text('table_name'),
    settings: jsonb('settings').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('templates_name').on(t.owner, t.name)],
)

export const files = quayside.table(
  'files',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    jobId: jobId(),
    role: fileRole('role').notNull(),
    name: text('name').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('files_job').on(t.jobId), foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade')],
)

export const workers = quayside.table('workers', {
  id: uuid('id').primaryKey(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  slots: integer('slots').notNull(),
  startedAt: at('started_at').notNull().defaultNow(),
  heartbeatAt: at('heartbeat_at').notNull().defaultNow(),
})

/** Snapshots for exports, opened on request and kept open by the keeper until the job ends or the limit is reached. */
export const snapshots = quayside.table(
  'snapshots',
  {
    jobId: jobId().primaryKey(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    /** What `set transaction snapshot` takes; null until the keeper has opened it. */
    snapshot: text('snapshot'),
  },
  (t) => [foreignKey({ columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade')],
)

export type Job = typeof jobs.$inferSelect
export type JobMove = typeof jobMoves.$inferSelect
export type JournalEntry = typeof journalEntries.$inferSelect
export type Reject = typeof rejects.$inferSelect
export type RejectAttempt = typeof rejectAttempts.$inferSelect
export type StoredFile = typeof files.$inferSelect
export type View = typeof views.$inferSelect
export type Template = typeof templates.$inferSelect
