import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { openRejects } from '#engine/open-rejects.ts'
import { type RecordShape, recordShape } from '#engine/record-cells.ts'
import { type Repairer, repairerOf } from '#engine/repair.ts'
import { announceJob } from '#jobs/announce-job.ts'
import type { Context } from '#jobs/context.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { lockRejectsJob } from '#jobs/reject-job.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import { momentOf, type RejectSelection } from '#jobs/reject-selection.ts'
import { sendRejects } from '#jobs/retry-rejects.ts'
import { type ImportSettings, importSettings } from '#jobs/settings.ts'
import { storableJson } from '#jobs/storable.ts'

/** Of several repairs each builds on the one before. */
type Asked = { jobId: number; selection: RejectSelection; repair: Repair | Repair[] }

/**
 * Repairs the open ones among the selected rejects: they will be tried so when they are retried. Several repairs of a record
 * build on each other.
 * @returns how many were changed, the moment by which they are named to Restore, and how many could not be, since their kind of file has no way to write the repaired value
 */
export async function repairRejects(
  { db, actor }: Context,
  asked: Asked,
): Promise<Outcome<{ changed: number; unwritable: number; at: string }>> {
  return db.transaction((tx) => repairThem(tx, actor, asked))
}

/** Repairs the selected rejects and sends all of them to be tried again, also those that the repair leaves as they are. */
export async function repairAndRetry(
  { db, queue, actor }: Context,
  asked: Asked,
): Promise<Outcome<{ changed: number; retried: number; version: string }>> {
  return db
    .transaction(async (tx) => {
      const repaired = await repairThem(tx, actor, asked)
      if (!repaired.ok) return repaired
      const sent = await sendRejects(tx, { queue, actor }, asked)
      if (!sent.ok) throw new NotSent(sent)
      return done({ changed: repaired.value.changed, retried: sent.value.count, version: sent.value.version })
    })
    .catch((error) => {
      if (error instanceof NotSent) return error.outcome
      throw error
    })
}

/** Takes the repair back: nothing was sent. */
class NotSent extends Error {
  readonly outcome: Extract<Outcome<never>, { ok: false }>

  constructor(outcome: Extract<Outcome<never>, { ok: false }>) {
    super(outcome.refusal.code)
    this.outcome = outcome
  }
}

/** Records that are repaired at once: memory stays bounded however many there are. */
const AT_ONCE = 2000

async function repairThem(
  tx: Tx,
  actor: Context['actor'],
  { jobId, selection, repair }: Asked,
): Promise<Outcome<{ changed: number; unwritable: number; at: string }>> {
  const locked = await lockRejectsJob(tx, actor, jobId)
  if (!locked.ok) return locked
  const repairers: Repairer[] = []
  for (const one of [repair].flat()) {
    const found = repairerFor(locked.value, one, selection)
    if (!found) return refused({ code: 'invalid' })
    repairers.push(found.repairer)
  }
  let [changed, unwritable, after] = [0, 0, 0]
  for (;;) {
    const page = await openRejects(tx, jobId, selection, { after, limit: AT_ONCE })
    if (page.length === 0) break
    after = page.at(-1)?.record ?? after
    const repaired: { record: number; text: string | null }[] = []
    for (const { record, raw, text } of page) {
      const result = repairers.reduce<string | null>((written, next) => (written === null ? null : next(written)), text)
      if (result === null) unwritable += 1
      else if (result !== text) repaired.push({ record, text: result === raw ? null : result })
    }
    changed += repaired.length
    if (repaired.length === 0) continue
    await tx.execute(sql`
      update quayside.rejects r set repaired = c.text, decided_by = ${actor.name}, decided_at = now()
      from jsonb_to_recordset(${storableJson(repaired)}::text::jsonb) as c (record bigint, text text)
      where r.job_id = ${jobId} and r.record = c.record`)
  }
  if (changed > 0) {
    await writeJournal(tx, jobId, { code: 'rejects.repaired', params: { actor: actor.name, count: changed } })
    await announceJob(tx, jobId)
  }
  return done({ changed, unwritable, at: await momentOf(tx) })
}

/** How the records of this job are cut, and what the repair does to them; undefined where it makes no sense for them. */
export function repairerFor(
  job: Pick<Job, 'kind' | 'settings'>,
  repair: Repair,
  selection: RejectSelection,
): { settings: ImportSettings; shape: RecordShape; repairer: Repairer } | undefined {
  const settings = importSettings.safeParse(job.settings).data
  if (job.kind !== 'import' || !settings) return undefined
  // One text for several records is never meant.
  if (repair.kind === 'raw' && selection.records?.length !== 1) return undefined
  const shape = recordShape(
    settings.format,
    settings.columns.map(({ name }) => name),
  )
  const repairer = repairerOf(repair, shape, settings.columns)
  return repairer && { settings, shape, repairer }
}
