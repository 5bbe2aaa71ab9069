import { expect } from 'vitest'
import { throughputOf } from '#jobs/throughput.ts'
import { importByName, test } from '#test/import.ts'

const text = (records: number) => `number\n${Array.from({ length: records }, (_, index) => (index % 100 === 7 ? 'x' : index)).join('\n')}\n`

test.for(['as_it_goes', 'all_or_nothing'] as const)(
  'the picture of an import adds up to its records: %s',
  async (commit, { context, sql }) => {
    const table = `picture_${commit}`
    await sql.unsafe(`create table ${table} (number integer)`)
    const job = await importByName(context, table, text(30_000), { commit })
    expect(job).toMatchObject({ status: 'finished', processed: 30_000 })
    const seen = await throughputOf(context.db, job.id)
    expect(seen?.stretches.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(30_000)
    expect(seen?.marks.map(({ to }) => to)).toEqual(['running', 'finished'])
    // Each piece is told when it is done, also where one transaction holds them all.
    const [told] = await sql`
    select bool_and(e.at between j.started_at and j.finished_at) as within, count(distinct e.at)::int as times, count(*)::int as pieces
    from quayside.journal_entries e join quayside.jobs j on j.id = e.job_id
    where e.job_id = ${job.id} and e.code in ('import.chunk', 'import.held')`
    expect(told).toMatchObject({ within: true, times: told?.pieces })
  },
)
