import type { Counts } from '#engine/load-piece.ts'
import type { Run } from '#engine/run.ts'
import type { ImportSettings } from '#jobs/settings.ts'

/** Counts beyond which a job stops; null never stops it. */
export type StopAt = { rejects: number | null; share: number | null; first: number | null }

/** From so many records on a share means something. */
const SHARE_FROM = 1000
/** A file whose first hundred records are all refused was meant otherwise. */
const FIRST = 100

/** Where this run stops for the sake of its rejects: nowhere once a person has seen that it did, and pressed Start. */
export async function stopsAt({ connection, lease }: Run, { stopAfter = {} }: ImportSettings): Promise<StopAt> {
  const [row] = await connection.sql<{ seen: boolean }[]>`
    select exists (select from quayside.journal_entries where job_id = ${lease.jobId} and level <> 'info' and code = 'error.too_many_rejects') as seen`
  if (row?.seen) return { rejects: null, share: null, first: null }
  const { rejects = null, share = null, first = FIRST } = stopAfter
  return { rejects, share, first }
}

export function tooMany({ rejects, share, first }: StopAt, counts: Counts): boolean {
  if (rejects !== null && counts.rejects > rejects) return true
  if (share !== null && counts.processed >= SHARE_FROM && counts.rejects > counts.processed * share) return true
  return first !== null && counts.rejects >= first && counts.success + counts.doubles + counts.duplicates === 0
}
