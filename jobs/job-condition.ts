import { and, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { likePattern } from '#db/like-pattern.ts'
import { jobs } from '#db/schema.ts'
import { JOB_TEXT, PIECE } from '#db/search-indexes.ts'
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
  // The expression of the index, word by word, so that it serves.
  return or(sql`${text} ilike ${likePattern(search)}`, numberCondition(search))
}

/**
 * What the search means, for the index of pieces; undefined where that is no help: for a few letters, and for a word alone, which is
 * common or has rare letters.
 */
export function piecesCondition({ search = '' }: JobFilter): SQL | undefined {
  const part = search.trim()
  if ([...part].length < PIECE || /^\p{L}+$/u.test(part)) return undefined
  const pieces = sql`quayside.pieces(${text}) @> quayside.some_pieces(${part})`
  // Not as the index of three letters has it: that would be asked too.
  return and(or(pieces, numberCondition(part)), sql`case when ${textCondition(part)} then true end`)
}

const text = sql.raw(JOB_TEXT)

/** Part of a text that is a number may be that of a job. */
const numberCondition = (search: string) => (/^\d{1,15}$/.test(search) && Number(search) > 0 ? eq(jobs.id, Number(search)) : undefined)
