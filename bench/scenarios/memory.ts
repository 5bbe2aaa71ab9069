import type { Figure, Scenario } from '#bench/bench.ts'
import { timeImport } from '#bench/time-import.ts'

const MEGABYTE = 1024 * 1024

/** The most memory that a worker has at once, for files of any size and any number of rejects; each has a worker of its own. */
export const memory: Scenario = {
  name: 'memory',
  async run(bench) {
    const { installation, size, say } = bench
    const measure = async (records: number, bad: number): Promise<Figure[]> => {
      await installation.renewWorker()
      const rejects = Math.floor(records * bad)
      const ms = await timeImport(bench, { file: { records, bad }, expected: { total: records, success: records - rejects, rejects } })
      const bytes = await installation.worker().peakMemory()
      if (bytes === undefined) return []
      const what = `peak memory of the worker, ${records.toLocaleString('en')} records, ${bad * 100}% bad`
      say(`${what}: ${Math.round(bytes / MEGABYTE)} MB in ${Math.round(ms)} ms`)
      return [{ what, unit: 'MB', value: bytes / MEGABYTE, aim: '< 700', runs: { ms: [ms], bytes: [bytes] } }]
    }
    const figures: Figure[] = []
    for (const bad of [0, 0.01, 0.1]) figures.push(...(await measure(size.records, bad)))
    if (size.huge > 0) figures.push(...(await measure(size.huge, 0)))
    return figures
  },
}
