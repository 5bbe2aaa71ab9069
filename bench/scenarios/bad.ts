import type { Scenario } from '#bench/bench.ts'
import { COPY_NAME, timeCopy } from '#bench/copy.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { timeImport } from '#bench/time-import.ts'

/** Files with records that cannot become rows, in four kinds, against COPY of the file that has none. */
export const bad: Scenario = {
  name: 'bad',
  async run(bench) {
    const { size, say } = bench
    const { records } = size
    const copy = () => timeCopy(bench, { file: { records } })
    const quayside = (share: number) => () => {
      const rejects = Math.floor(records * share)
      return timeImport(bench, { file: { records, bad: share }, expected: { total: records, success: records - rejects, rejects } })
    }
    const runs = await alternate(
      [
        { name: 'copy', run: copy },
        { name: 'quayside 1%', run: quayside(0.01) },
        { name: 'quayside 10%', run: quayside(0.1) },
      ],
      size.rounds,
      say,
    )
    const against = `${COPY_NAME} of the clean file`
    const times = (name: string) => timesAsFast(runs[name] ?? [], runs.copy ?? [])
    return [
      { what: '1% bad records', unit: '×', value: times('quayside 1%'), against, aim: '≥ 1.0', runs },
      { what: '10% bad records', unit: '×', value: times('quayside 10%'), against, aim: '≥ 0.6', runs },
    ]
  },
}
