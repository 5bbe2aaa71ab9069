import { and, desc, eq, gt, ilike, inArray, lt, or, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { type JobView, toJobView } from '#jobs/job-view.ts'
import type { JobStatus } from '#jobs/status.ts'

export type JobFilter = { status?: JobStatus[]; kind?: 'import' | 'export'; withRejects?: boolean; search?: string }

export const PAGE_SIZE = 50

const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export function where({ status, kind, withRejects, search }: JobFilter): (SQL | undefined)[] {
  const number = search && /^\d{1,15}$/.test(search.trim()) ? Number(search.trim()) : undefined
  return [
    status?.length ? inArray(jobs.status, status) : undefined,
    kind ? eq(jobs.kind, kind) : undefined,
    withRejects ? gt(jobs.rejects, 0) : undefined,
    search?.trim()
      ? or(
          ilike(jobs.label, likePattern(search.trim())),
          ilike(jobs.tableName, likePattern(search.trim())),
          number ? eq(jobs.id, number) : undefined,
        )
      : undefined,
  ]
}

/** Newest first, `before` a job number; `next` is the number to go on with, null at the end. */
export async function listJobs(tx: Tx, filter: JobFilter, before?: number): Promise<{ jobs: JobView[]; next: number | null }> {
  const rows = await tx
    .select()
    .from(jobs)
    .where(and(...where(filter), before ? lt(jobs.id, before) : undefined))
    .orderBy(desc(jobs.id))
    .limit(PAGE_SIZE + 1)
  const page = rows.slice(0, PAGE_SIZE)
  return { jobs: page.map((job) => toJobView(job)), next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null }
}
