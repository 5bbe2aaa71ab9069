import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { pickyTable, referencingTable } from '#bench/tables.ts'
import { timeImport } from '#bench/time-import.ts'

/** A file of which the table refuses 1%: half because the key is there, half because the city is not. */
export const refused: Scenario = {
  name: 'refused',
  async run(bench) {
    const { size, say } = bench
    const { records } = size
    // Every 200th record from the 200th on is a stray, and the table has the key of every 200th from the 100th on.
    const rejects = 2 * Math.floor(records / 200)
    const quayside = () =>
      timeImport(bench, {
        file: { records, strays: 0.005 },
        prepare: (own, table) => pickyTable(own, table, records),
        expected: { total: records, success: records - rejects, rejects },
      })
    const runs = await alternate(
      [
        { name: 'copy', run: () => timeCopy(bench, { file: { records } }) },
        { name: 'copy with the foreign key', run: () => timeCopy(bench, { file: { records }, prepare: referencingTable }) },
        { name: 'quayside', run: quayside },
      ],
      size.rounds,
      say,
    )
    const times = (name: string) => timesAsFast(runs.quayside ?? [], runs[name] ?? [])
    const what = '1% refused by the table'
    const [aim, against] = ['≥ 0.5, better 0.8', `${COPY_NAME} of the clean file`]
    // The foreign key alone doubles what COPY takes: against a table without it Quayside does work that COPY is spared.
    return [
      { what, unit: '×', value: times('copy with the foreign key'), against: `${against} into the same table`, aim, runs },
      { what, unit: '×', value: times('copy'), against: `${against} into a table without the foreign key`, aim, runs },
    ]
  },
}
