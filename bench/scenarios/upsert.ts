import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import type { Installation } from '#bench/installation.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { SAMPLE_HEADER } from '#bench/records.ts'
import { halfFullTable } from '#bench/tables.ts'
import { timeImport } from '#bench/time-import.ts'

/** Update or insert where the table has every second row, against the way to do it by hand. */
export const upsert: Scenario = {
  name: 'upsert',
  async run(bench) {
    const { installation, size, say } = bench
    const { records } = size
    const columns = SAMPLE_HEADER.split(',').filter((name) => name !== 'id')
    const prepare = (own: Installation, table: string) => halfFullTable(own, table, records)
    const byHand = () =>
      timeCopy(bench, {
        file: { records },
        prepare,
        by: {
          table: 'incoming',
          before: 'create temporary table incoming (like copied)',
          after: `insert into copied select * from incoming on conflict (id) do update set ${columns.map((name) => `${name} = excluded.${name}`)}`,
        },
      })
    const quayside = async () => {
      const ms = await timeImport(bench, {
        file: { records },
        prepare,
        settings: { operation: 'upsert', key: ['id'] },
        expected: { total: records, success: records, rejects: 0 },
      })
      const [table] =
        await installation.sql`select count(*)::int as rows, count(*) filter (where visits = 7 and amount = 1.50)::int as old from imported`
      if (table?.rows !== records || table.old > records / 100)
        throw new Error(`the table has ${table?.rows} rows, ${table?.old} of them as before`)
      return ms
    }
    const runs = await alternate(
      [
        { name: 'by hand', run: byHand },
        { name: 'quayside', run: quayside },
      ],
      size.rounds,
      say,
    )
    const value = timesAsFast(runs.quayside ?? [], runs['by hand'] ?? [])
    const against = `${COPY_NAME} into a temporary table, then INSERT … ON CONFLICT`
    return [{ what: 'update or insert, half of it there', unit: '×', value, against, aim: '≥ 1.0', runs }]
  },
}
