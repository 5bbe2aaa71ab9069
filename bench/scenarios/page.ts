import type { Scenario } from '#bench/bench.ts'
import { MANY } from '#bench/desk/companies.ts'
import { fillJobs } from '#bench/desk/fill-jobs.ts'
import { requestsPerSecond, scriptBytes } from '#bench/load.ts'
import { alternate, median } from '#bench/measure.ts'
import { serveBarePage, servePages } from '#bench/page-server.ts'

const BARE = 'a bare Next page of the same 50 rows'

/** The page of the list beside one that shows the same rows and nothing else. */
export const page: Scenario = {
  name: 'page',
  pages: true,
  async run({ installation, size, say }) {
    await installation.worker().stop()
    await fillJobs(installation, { ...MANY, jobs: Math.min(size.jobs, 100_000), owners: 60, tables: 40, templates: 40 }, say)
    const [bare, ours] = [await serveBarePage(installation.url), await servePages(installation.url)]
    try {
      const list = `${ours.url}/de/auftraege`
      const fifty = (html: string) => (html.match(/<tr/g)?.length ?? 0) >= 50
      const runs = await alternate(
        [
          { name: 'bare', run: () => requestsPerSecond(bare.url, size.seconds, fifty) },
          { name: 'quayside', run: () => requestsPerSecond(list, size.seconds, fifty) },
        ],
        // The first round warms both up.
        size.rounds + 1,
        (line) => say(line.replace(' ms', ' requests/s')),
      )
      const [of, than] = [runs.quayside?.slice(1) ?? [], runs.bare?.slice(1) ?? []]
      const [bytes, bareBytes] = [await scriptBytes(list), await scriptBytes(bare.url)]
      say(`scripts: ${bytes} bytes, ${bareBytes} of the bare page`)
      return [
        {
          what: 'requests of the list page a second',
          unit: '×',
          value: median(of) / median(than),
          against: BARE,
          aim: '≥ 0.5, better 0.7',
          runs: { quayside: of, bare: than },
        },
        {
          what: 'JavaScript that the browser loads first',
          unit: '×',
          value: bytes / bareBytes,
          against: BARE,
          aim: '≤ 1.5',
          runs: { quayside: [bytes], bare: [bareBytes] },
        },
      ]
    } finally {
      await bare.stop()
      await ours.stop()
    }
  },
}
