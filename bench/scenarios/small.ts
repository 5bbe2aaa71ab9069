import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import { alternate, quantile } from '#bench/measure.ts'
import { timeImport } from '#bench/time-import.ts'

const RECORDS = 100

/** Files of a hundred records, one after the other. */
export const small: Scenario = {
  name: 'small',
  async run(bench) {
    const { size, say } = bench
    const copy = () => timeCopy(bench, { file: { records: RECORDS } })
    const quayside = () => timeImport(bench, { file: { records: RECORDS }, expected: { total: RECORDS, success: RECORDS } })
    const runs = await alternate(
      [
        { name: 'copy', run: copy },
        { name: 'quayside', run: quayside },
      ],
      size.clicks,
      say,
    )
    const [ours, theirs] = [runs.quayside ?? [], runs.copy ?? []]
    const what = `${RECORDS} records, from Start to finished`
    return [
      { what: `${what}, half of the jobs`, unit: 'ms', value: quantile(ours, 0.5), aim: '< 500', runs },
      { what: `${what}, 95% of the jobs`, unit: 'ms', value: quantile(ours, 0.95), aim: '< 500', runs },
      { what: `the same by ${COPY_NAME}, half of the runs`, unit: 'ms', value: quantile(theirs, 0.5), runs },
    ]
  },
}
