import { and, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { deleteJob } from '#jobs/delete-job.ts'
import { jobCondition } from '#jobs/job-condition.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import { done, type Outcome, type Refusal, refused } from '#jobs/outcome.ts'
import { pauseJob } from '#jobs/pause.ts'
import { startWhenComplete } from '#jobs/start-when-complete.ts'
import { isPossible, JOB_STATUSES, type ManyVerb } from '#jobs/status.ts'

/** Jobs that one request takes at most. */
export const BATCH = 50
/** Milliseconds after which a request begins no further job: to delete one of a million rejects takes its time. */
const LONG_ENOUGH = 1500

/**
 * Which jobs: these, or all that match a filter. `upTo` is the greatest number: at first that of the newest job at the click, so
 * that no job made later is swept up, then what the answer before said in `next`.
 */
export type Chosen = { ids: number[] } | { filter: JobFilter; upTo: number }

/** What became of one job; the label only where it is refused, for whoever must look after it. */
export type JobOutcome = { jobId: number; refusal?: Refusal; label?: string }

export type ManyAnswer = {
  /** In the order in which they were asked. */
  outcomes: JobOutcome[]
  /** The number to go on with, null at the end. */
  next: number | null
}

type Found = { id: number; label: string }

const DO: Record<ManyVerb, (context: Context, input: { jobId: number; reason?: string }) => Promise<Outcome<unknown>>> = {
  start: startWhenComplete,
  pause: pauseJob,
  cancel: cancelJob,
  delete: deleteJob,
}

/**
 * Asks one verb of many jobs, each by the verb for a single one and in a transaction of its own: what can be done is done, and
 * each refusal is told beside its job. Takes as many as a request should; whoever calls goes on until nothing is left. Of
 * `ids` that is what `outcomes` does not name yet, of a filter what is left below `next`. Jobs that match the filter in a
 * status from which the verb is impossible are passed over.
 */
export async function forMany(
  context: Context,
  { verb, reason, chosen }: { verb: ManyVerb; reason?: string; chosen: Chosen },
): Promise<Outcome<ManyAnswer>> {
  if (!mayRunJobs(context.actor)) return refused({ code: 'forbidden' })
  const found = 'ids' in chosen ? await named(context.db, chosen.ids.slice(0, BATCH)) : await matchingJobs(context.db, verb, chosen)
  const outcomes: JobOutcome[] = []
  const end = performance.now() + LONG_ENOUGH
  for (const { id, label } of found) {
    if (outcomes.length > 0 && performance.now() > end) break
    const outcome = await DO[verb](context, { jobId: id, reason })
    outcomes.push(outcome.ok ? { jobId: id } : { jobId: id, label, refusal: outcome.refusal })
  }
  const last = outcomes.at(-1)
  const finished = outcomes.length === found.length && found.length < BATCH
  return done({ outcomes, next: 'ids' in chosen || finished || !last ? null : last.jobId - 1 })
}

/** In the order given; one that is not there is answered for all the same. */
async function named(tx: Tx, ids: number[]): Promise<Found[]> {
  const rows = await tx.select({ id: jobs.id, label: jobs.label }).from(jobs).where(inArray(jobs.id, ids))
  const labels = new Map(rows.map(({ id, label }) => [id, label]))
  return ids.map((id) => ({ id, label: labels.get(id) ?? '' }))
}

/** Newest first; of each status by itself, so that few of one are found as fast as many of another. */
async function matchingJobs(tx: Tx, verb: ManyVerb, { filter, upTo }: Extract<Chosen, { filter: JobFilter }>): Promise<Found[]> {
  const asked = filter.status?.length ? filter.status : JOB_STATUSES
  const found = await Promise.all(
    asked
      .filter((status) => isPossible(verb, status))
      .map((status) =>
        tx
          .select({ id: jobs.id, label: jobs.label })
          .from(jobs)
          .where(and(eq(jobs.status, status), jobCondition({ ...filter, status: undefined }), lte(jobs.id, upTo)))
          .orderBy(desc(jobs.id))
          .limit(BATCH),
      ),
  )
  return found
    .flat()
    .sort((a, b) => b.id - a.id)
    .slice(0, BATCH)
}
