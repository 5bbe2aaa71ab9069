import type { Bench, Figure, Scenario } from '#bench/bench.ts'
import { type Company, FEW, MANY } from '#bench/desk/companies.ts'
import { fillJobs } from '#bench/desk/fill-jobs.ts'
import { fillJournal, NEEDLE } from '#bench/desk/fill-journal.ts'
import { fillRejects } from '#bench/desk/fill-rejects.ts'
import { QUESTIONS, type Question } from '#bench/desk/questions.ts'
import { median, quantile } from '#bench/measure.ts'
import { type Connection, connect, type Db } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { countJobs } from '#jobs/count-jobs.ts'
import { countEntries } from '#jobs/count-journal.ts'
import { jobActivity } from '#jobs/job-activity.ts'
import type { JournalCode } from '#jobs/journal.ts'
import type { JournalWord } from '#jobs/journal-filter.ts'
import { entryIdInLine, findNext } from '#jobs/journal-place.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { groupRejects, listRejects } from '#jobs/list-rejects.ts'

/** What the pages of the desk ask the database, with very many jobs beside a thousand, by the functions that the pages call. */
export const desk: Scenario = {
  name: 'desk',
  async run(bench) {
    const { installation, size, say } = bench
    // Nobody takes the jobs that are said to run.
    await installation.worker().stop()
    await fillJobs(installation, { ...MANY, jobs: size.jobs }, say)
    const few = await fewJobs(bench)
    try {
      return [...(await askList(bench, few.db)), ...(await askBeside(bench)), ...(await askDetails(bench))]
    } finally {
      await few.close()
    }
  },
}

/** Another database of the same server. */
async function fewJobs({ installation }: Bench): Promise<Connection> {
  await installation.sql`create database few`
  const url = new URL(installation.url)
  url.pathname = '/few'
  await migrate(url.href)
  const few = connect(url.href, { name: 'quayside bench', max: 10 })
  await fillJobs(few, FEW, () => {})
  return few
}

/** Milliseconds of each asking, the first ones, which read from disk, left out. */
async function time(ask: (round: number) => Promise<unknown>, rounds: number): Promise<number[]> {
  const ms: number[] = []
  for (let round = 0; round < rounds + 2; round += 1) {
    const began = performance.now()
    await ask(round)
    if (round >= 2) ms.push(performance.now() - began)
  }
  return ms
}

/** What it took to have each round's answer for the first time, partly from disk, and at once again; and how many rows it has. */
type Asked = { first: number[]; again: number[]; rows: number[] }

async function askRounds(asked: Asked, ask: Question, db: Db, rounds: number[], company: Company): Promise<void> {
  for (const round of rounds) {
    const began = performance.now()
    await ask(db, round, company)
    const between = performance.now()
    const { jobs } = await ask(db, round, company)
    asked.first.push(between - began)
    asked.again.push(performance.now() - between)
    asked.rows.push(jobs.length)
  }
}

async function askList({ installation, size, say }: Bench, db: Db): Promise<Figure[]> {
  const figures: Figure[] = []
  const all = { first: [] as number[], again: [] as number[] }
  for (const [what, ask] of Object.entries<Question>(QUESTIONS)) {
    const runs = { many: { first: [], again: [], rows: [] }, few: { first: [], again: [], rows: [] } } satisfies Record<string, Asked>
    // In turn, a few at a time, so that whatever else the machine does meets both alike.
    for (let turn = 0; turn < size.rounds; turn += 1) {
      const rounds = Array.from({ length: size.clicks }, (_, click) => turn * size.clicks + click)
      await askRounds(runs.few, ask, db, rounds, FEW)
      await askRounds(runs.many, ask, installation.db, rounds, { ...MANY, jobs: size.jobs })
    }
    all.first.push(...runs.many.first)
    all.again.push(...runs.many.again)
    const { many, few } = runs
    figures.push({
      what: `list: ${what}`,
      unit: '×',
      value: median(many.again) / median(few.again),
      against: `${FEW.jobs} jobs, ${rowsOf(few, many)}`,
      aim: '≤ 1.5',
      runs: { many: many.again, few: few.again, 'many, first': many.first, 'few, first': few.first },
    })
    const ms = (values: number[]) => median(values).toFixed(1)
    say(`${what}: ${ms(few.again)} and ${ms(many.again)} ms, for the first time ${ms(few.first)} and ${ms(many.first)}`)
  }
  const slow = (what: string, ms: number[]): Figure => ({
    what: `list: ${what}`,
    unit: 'ms',
    value: quantile(ms, 0.95),
    aim: '< 200',
    runs: { ms },
  })
  return [...figures, slow('all of these, 95% of the times', all.again), slow('all of these for the first time, 95%', all.first)]
}

/** How many rows the page has, usually, with few jobs and with many. */
function rowsOf(few: Asked, many: Asked): string {
  const [less, more] = [median(few.rows), median(many.rows)]
  return less === more ? `${more} rows each` : `${less} rows, not ${more}`
}

/** What a page asks beside the list and does not wait for. */
async function askBeside({ installation: { db }, size }: Bench): Promise<Figure[]> {
  const now = Date.now()
  const edges = Array.from({ length: 31 }, (_, day) => new Date(now + (day - 30) * 86_400_000))
  const asked: Record<string, () => Promise<unknown>> = {
    'counts per status': () => countJobs(db, {}),
    'counts per status of one owner': () => countJobs(db, { owner: 'user010' }),
    'jobs per day, 30 days': () => jobActivity(db, {}, edges),
  }
  return figuresOf(asked, size.clicks, '')
}

async function askDetails({ installation: { db, sql }, size, say }: Bench): Promise<Figure[]> {
  const [job] = await sql<{ id: string }[]>`select max(id) as id from quayside.jobs where status = 'finished' and kind = 'import'`
  const jobId = Number(job?.id)
  say(`${size.lines.toLocaleString('en')} lines of journal and as many rejects`)
  await fillJournal(sql, jobId, size.lines)
  await fillRejects(sql, jobId, size.lines)
  const middle = Math.floor(size.lines / 2) * 3
  const asked: Record<string, () => Promise<unknown>> = {
    'journal: a page': () => listJournal(db, jobId),
    'journal: errors only': () => listJournal(db, jobId, { level: 'error' }),
    'journal: in the middle': async () =>
      listJournal(db, jobId, { around: (await entryIdInLine(db, jobId, Math.floor(size.lines / 2))) ?? 0 }),
    'journal: a time': () => listJournal(db, jobId, { since: new Date(Date.now() - size.lines * 50) }),
    'journal: the next warning or error, and which it is': () => findNext(db, jobId, { level: 'problem' }, { after: 0 }),
    'journal: search for a rare word': () => listJournal(db, jobId, { words: [wordIn(NEEDLE)] }),
    'journal: search for a common word': () => listJournal(db, jobId, { words: [wordIn('records', 'import.chunk')] }),
    'journal: search for a common and a rare word': () =>
      listJournal(db, jobId, { words: [wordIn('records', 'import.chunk'), wordIn('777700')] }),
    'journal: search for what is not there': () => listJournal(db, jobId, { words: [wordIn('nowhere')] }),
    'journal: how much is found': () => countEntries(db, jobId, { words: [wordIn('7777')] }, { after: 0 }),
    'rejects: a page in the middle': () => listRejects(db, jobId, {}, { after: middle }),
    'rejects: groups': () => groupRejects(db, jobId),
  }
  return figuresOf(asked, size.clicks, '< 300')
}

/** A word to search for, and the sentences in which it would stand. */
const wordIn = (text: string, ...codes: JournalCode[]): JournalWord => ({ codes, cases: [], texts: [text], inDetail: [] })

async function figuresOf(asked: Record<string, () => Promise<unknown>>, rounds: number, aim: string): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, ask] of Object.entries(asked)) {
    const ms = await time(ask, rounds)
    figures.push({ what: `${what}, 95% of the times`, unit: 'ms', value: quantile(ms, 0.95), ...(aim ? { aim } : {}), runs: { ms } })
  }
  return figures
}
