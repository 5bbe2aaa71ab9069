import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { timeImport } from '#bench/time-import.ts'

/** A file without a bad record. */
export const clean: Scenario = {
  name: 'clean',
  async run(bench) {
    const { size, say } = bench
    const { records } = size
    const copy = () => timeCopy(bench, { file: { records } })
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
