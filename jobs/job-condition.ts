import { and, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { likePattern } from '#db/like-pattern.ts'
import { jobs } from '#db/schema.ts'
import { JOB_TEXT } from '#db/search-indexes.ts'
import type { JobFilter } from '#jobs/job-filter.ts'

/** The filter as a condition on `quayside.jobs`; undefined where all jobs are meant. */
export function jobCondition({ status, kind, owner, table, template, from, to, rejects, search }: JobFilter): SQL | undefined {
  return and(
    status?.length ? inArray(jobs.status, status) : undefined,
    kind ? eq(jobs.kind, kind) : undefined,
    owner === undefined ? undefined : eq(jobs.owner, owner),
    table ? and(eq(jobs.tableSchema, table.schema), eq(jobs.tableName, table.name)) : undefined,
    template === undefined ? undefined : eq(jobs.templateId, template),
    from ? gte(jobs.begunAt, new Date(from)) : undefined,
    to ? lt(jobs.begunAt, new Date(to)) : undefined,
    rejects ? (rejects === 'with' ? gt(jobs.rejects, 0) : eq(jobs.rejects, 0)) : undefined,
    search?.trim() ? textCondition(search.trim()) : undefined,
  )
}

function textCondition(search: string): SQL | undefined {
  const number = /^\d{1,15}$/.test(search) ? Number(search) : undefined
  // The expression of the index, word by word, so that it serves.
  return or(sql`${sql.raw(JOB_TEXT)} ilike ${likePattern(search)}`, number ? eq(jobs.id, number) : undefined)
}
