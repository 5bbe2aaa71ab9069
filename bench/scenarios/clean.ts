import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { freshTable, settle } from '#bench/tables.ts'
import { timeImport } from '#bench/time-import.ts'

/** A file without a bad record. */
export const clean: Scenario = {
  name: 'clean',
  async run(bench) {
    const { installation, size, sample, say } = bench
    const { records } = size
    const path = await sample({ records })
    const copy = async () => {
      await freshTable(installation, 'copied')
      await settle(installation, 'copied')
      return timeCopy(installation, path, 'copied')
    }
    const quayside = () => timeImport(bench, { file: { records }, expected: { total: records, success: records, rejects: 0 } })
    const runs = await alternate(
      [
        { name: 'copy', run: copy },
        { name: 'quayside', run: quayside },
      ],
      size.rounds,
      say,
    )
    const value = timesAsFast(runs.quayside ?? [], runs.copy ?? [])
    return [{ what: 'a clean file', unit: '×', value, against: COPY_NAME, aim: '≥ 1.1', runs }]
  },
}
