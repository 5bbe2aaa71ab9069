import { randomUUID } from 'node:crypto'
import { get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import type { Bench, Figure, Scenario } from '#bench/bench.ts'
import { quantile } from '#bench/measure.ts'
import { servePages } from '#bench/page-server.ts'
import { randomNumbers } from '#bench/records.ts'
import { findChromium } from '#cli/chromium.ts'
import type { JobStatus } from '#jobs/status.ts'

const STREAMS = 100
const JOBS = 50
/** Jobs that report progress all the while, as often as a worker does. */
const BUSY = 2
const BUSY_EVERY = 100
/** Changes that are measured come at random moments up to so many milliseconds apart. */
const APART = 400

/** Milliseconds from the commit of a change until the open page shows it, while a hundred pages listen. */
export const live: Scenario = {
  name: 'live',
  pages: true,
  async run(bench) {
    const { installation, size, say } = bench
    // A worker would take the jobs for its own.
    await installation.worker().stop()
    const jobIds = await insertJobs(bench)
    const server = await servePages(installation.url)
    const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] })
    const streams = Array.from({ length: STREAMS }, () => listen(`${server.url}/api/live`))
    const busy = keepBusy(bench, jobIds.slice(0, BUSY))
    try {
      const context = await browser.newContext({ locale: 'de', viewport: { width: 1280, height: 2600 } })
      const page = await context.newPage()
      await page.goto(`${server.url}/de/auftraege/${jobIds.at(-1)}`)
      await page.getByRole('row').nth(JOBS).waitFor()
      await Promise.all(streams.map(({ open }) => open))
      await watchRows(page)
      // The page's own stream is open too, and whatever was rendered twice is rendered.
      await delay(2000)

      const random = randomNumbers(1)
      const runs: Record<'counters' | 'status', number[]> = { counters: [], status: [] }
      for (let change = 0; change < size.clicks * 20; change += 1) {
        const jobId = jobIds[BUSY + random(jobIds.length - BUSY)] as number
        await delay(20 + random(APART))
        if (change % 2 === 0) runs.counters.push(await timeToShow(page, jobId, await count(bench, jobId, 10_000 + change)))
        else runs.status.push(await timeToShow(page, jobId, await move(bench, jobId)))
        if (change % 40 === 39) say(`${change + 1} changes, the last ones after ${runs.counters.slice(-5).map(Math.round)} ms`)
      }
      // What is under way arrives.
      busy.stop()
      await delay(1000)
      const heard = streams.map(({ heard }) => heard())
      if (heard.some(({ events }) => events !== heard[0]?.events)) throw new Error('not every stream heard the same')
      const ticks = streams[0]?.ticks() ?? []
      return [
        ...percentiles('a counter, from commit to the open page', runs.counters),
        ...percentiles('a status, from commit to the open page', runs.status),
        { what: 'a change of one job on the wire', unit: 'bytes', value: quantile(ticks, 0.5), runs: { bytes: ticks } },
      ]
    } finally {
      busy.stop()
      for (const { close } of streams) close()
      await browser.close()
      await server.stop()
    }
  },
}

const percentiles = (what: string, ms: number[]): Figure[] => [
  { what: `${what}, half`, unit: 'ms', value: quantile(ms, 0.5), runs: { ms } },
  { what: `${what}, 95%`, unit: 'ms', value: quantile(ms, 0.95), aim: '< 300', runs: { ms } },
]

/** Running jobs that no worker holds, and none is looked for. */
async function insertJobs({ installation: { sql } }: Bench): Promise<number[]> {
  const ids: number[] = []
  for (let job = 0; job < JOBS; job += 1) {
    const [row] = await sql<{ id: string }[]>`
      insert into quayside.jobs (kind, label, owner, status, started_at, table_schema, table_name, lease_token, leased_at, lease_expires_at, total)
      values ('import', ${`Kunden ${job}`}, 'Ada', 'running', now(), 'public', 'customers', ${randomUUID()}, now(), now() + interval '1 day', 1000000)
      returning id`
    ids.push(Number(row?.id))
  }
  return ids
}

function keepBusy({ installation: { sql } }: Bench, jobIds: number[]): { stop: () => void } {
  const timer = setInterval(() => {
    for (const jobId of jobIds)
      sql`update quayside.jobs set processed = processed + 500, success = success + 500 where id = ${jobId}`.catch(() => {})
  }, BUSY_EVERY)
  return { stop: () => clearInterval(timer) }
}

/** What the row shall show, and when it was committed, in milliseconds since 1970; taken before, so that nothing is left out. */
type Change = { text: string; at: number }
const now = () => performance.timeOrigin + performance.now()

async function count({ installation: { sql } }: Bench, jobId: number, rejects: number): Promise<Change> {
  const at = now()
  await sql`update quayside.jobs set rejects = ${rejects}, processed = processed + 1 where id = ${jobId}`
  return { text: rejects.toLocaleString('de'), at }
}

/** On and on: running, pausing, paused, running; and what the page calls it. */
const NEXT: Partial<Record<JobStatus, { to: JobStatus; label: string }>> = {
  running: { to: 'pausing', label: 'Wird ausgesetzt' },
  pausing: { to: 'paused', label: 'Ausgesetzt' },
  paused: { to: 'running', label: 'Ausführung in Gang' },
}

async function move({ installation: { sql } }: Bench, jobId: number): Promise<Change> {
  const [job] = await sql<{ status: JobStatus }[]>`select status from quayside.jobs where id = ${jobId}`
  const next = job && NEXT[job.status]
  if (!next) throw new Error(`job ${jobId} is ${job?.status}`)
  const at = now()
  await sql`update quayside.jobs set status = ${next.to} where id = ${jobId}`
  return { text: next.label, at }
}

/** Has the page note down when each row came to show what. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Map<string, number>()
    Object.assign(window, { seen })
    new MutationObserver((changes) => {
      const at = performance.timeOrigin + performance.now()
      const cells = new Set(changes.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('td')))
      for (const cell of cells) {
        const jobId = cell?.closest('tr')?.querySelector('a[href]')?.getAttribute('href')?.match(/\d+/)?.[0]
        if (cell && jobId) seen.set(`${jobId} ${cell.textContent}`, at)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

async function timeToShow(page: Page, jobId: number, { text, at }: Change): Promise<number> {
  const shown = await page.waitForFunction(
    ([job, wanted, since]) => {
      const { seen } = window as unknown as { seen: Map<string, number> }
      for (const [key, when] of seen) if (key.startsWith(`${job} `) && key.includes(wanted) && when >= since) return when
      return null
    },
    [String(jobId), text, at] as const,
    { polling: 20, timeout: 10_000 },
  )
  return ((await shown.jsonValue()) as number) - at
}

/** A page's stream without a page. */
function listen(url: string) {
  const opened = Promise.withResolvers<void>()
  const sizes: number[] = []
  let events = 0
  let rest = ''
  const request = get(url, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        if (part.startsWith('event: caught-up')) opened.resolve()
        if (!part.startsWith('event: jobs')) continue
        events += 1
        const jobs = part.match(/"id":/g)?.length ?? 0
        if (jobs === 1) sizes.push(Buffer.byteLength(part) + 2)
      }
    })
    response.on('error', () => {})
  })
  request.on('error', opened.reject)
  return { open: opened.promise, heard: () => ({ events }), ticks: () => sizes, close: () => request.destroy() }
}
