import { and, count, eq } from 'drizzle-orm'
import { rejects } from '#db/schema.ts'
import { type OpenReject, openRejects } from '#engine/open-rejects.ts'
import { type RecordShape, readRecord } from '#engine/record-cells.ts'
import { repairerFor } from '#engine/repair-rejects.ts'
import { trialOf, type Verdict } from '#engine/trial.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import type { Repair, RepairExample, RepairPreview } from '#jobs/reject-repair.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'

/** Records that a preview looks at: it must be there at once, however large the group. */
const SAMPLE = 2000
const EXAMPLES = 5

/** What a repair would do to the open ones among the selected rejects. */
export async function previewRepair(
  { db, actor }: Context,
  { jobId, selection, repair }: { jobId: number; selection: RejectSelection; repair: Repair },
): Promise<Outcome<RepairPreview>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const job = await findJob(db, jobId)
  if (!job) return refused({ code: 'not_found' })
  const found = repairerFor(job, repair, selection)
  if (!found) return refused({ code: 'invalid' })
  const { settings, shape, repairer } = found
  const trial = await trialOf(db, job, settings, shape)
  if (!trial) return refused({ code: 'table_missing' })

  const sample = await openRejects(db, jobId, selection, { after: 0, limit: SAMPLE })
  const results = sample.map((reject) => repairer(reject.text))
  const verdicts = trial(sample.map((reject, i) => ({ ...reject, text: results[i] ?? reject.text })))
  const changed = sample.flatMap((reject, i) => {
    const text = results[i]
    return text === null || text === undefined || text === reject.text ? [] : [{ reject, text }]
  })
  return done({
    concerned: sample.length < SAMPLE ? sample.length : await countOpen({ db }, jobId, selection),
    sampled: sample.length,
    changed: changed.length,
    unwritable: results.filter((text) => text === null).length,
    fit: verdicts.filter((verdict) => verdict === null).length,
    refusals: tally(verdicts),
    columns: shape.names,
    examples: changed.slice(0, EXAMPLES).map(({ reject, text }) => example(reject, text, shape)),
  })
}

async function countOpen({ db }: Pick<Context, 'db'>, jobId: number, selection: RejectSelection): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(rejects)
    .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'open')))
  return row?.count ?? 0
}

function tally(verdicts: (Verdict | null)[]): RepairPreview['refusals'] {
  const counts = new Map<string, Verdict & { count: number }>()
  for (const verdict of verdicts) {
    if (verdict === null) continue
    const key = JSON.stringify([verdict.code, verdict.column])
    const known = counts.get(key)
    if (known) known.count += 1
    else counts.set(key, { ...verdict, count: 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** Longest text of a record that is shown, in characters. */
const SHOWN = 2000

function example({ record, line, text: before }: OpenReject, after: string, shape: RecordShape): RepairExample {
  const side = (text: string) => ({
    raw: text.slice(0, SHOWN),
    cells: readRecord(text, shape).cells?.map((cell) => cell.text?.slice(0, SHOWN) ?? null) ?? null,
  })
  return { record, line, before: side(before), after: side(after) }
}
