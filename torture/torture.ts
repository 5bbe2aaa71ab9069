import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Job } from '#db/schema.ts'
import { isConnectionLoss } from '#engine/problem.ts'
import { repairAndRetry } from '#engine/repair-rejects.ts'
import { sweepFiles } from '#engine/sweep.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeCopy } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { listJournal } from '#jobs/list-journal.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import { startJob } from '#jobs/start.ts'
import { account, accountCancelled } from '#torture/account.ts'
import { type Aftermath, aftermathOf, compare, differences } from '#torture/aftermath.ts'
import { DISTURBANCES, type Disturbance, type DisturbanceName } from '#torture/disturbances.ts'
import { awake, type Installation, install, patiently } from '#torture/installation.ts'
import { MAY_BE_CANCELLED, MUST_FINISH } from '#torture/label.ts'
import { type Random, randomFrom } from '#torture/random.ts'
import { type RandomImport, randomImport } from '#torture/random-import.ts'
import { dropSql } from '#torture/random-table.ts'
import { type SmallDisk, smallDisk } from '#torture/small-disk.ts'

export type TortureOptions = {
  /** Ends once so many kills have struck a running import … */
  kills: number
  /** … or after so many minutes. */
  minutes: number
  seed: string
  /** Only this disturbance. */
  only?: DisturbanceName
  /** Only this import of the seed, again and again. */
  import?: number
  /** Imports at the same time. */
  parallel: number
  /** Records of an import, at most. */
  largest: number
  print: (line: string) => void
}

export type TortureReport = {
  seconds: number
  /** Kills that struck a running import. */
  kills: number
  /** By disturbance: how often it was made, and how often it struck a running import. */
  disturbances: Record<string, { made: number; struck: number }>
  /** Where the imports stood that a kill struck. */
  places: Record<string, number>
  imports: { compared: number; cancelled: number; records: number; rejects: number; retried: number; started: number; paused: number }
  /** How often the accounts of a running import were read and found in order. */
  audits: number
  /** Why a disturbance was not made at all. */
  left: string[]
  failures: Failure[]
  /** Where everything is kept after a failure. */
  folder: string | null
}

export type Failure = { import: number | null; what: string[]; settings?: unknown }

/** A job that does not move for so long, in seconds, although nothing holds it, is stuck. */
const STUCK_SECONDS = 90

/** Random imports, each once undisturbed and once in a storm of disturbances, until enough kills have struck. */
export async function torture(options: TortureOptions): Promise<TortureReport> {
  const began = Date.now()
  const dir = await mkdtemp(join(tmpdir(), 'quayside-torture-'))
  await chmod(dir, 0o755)
  await mkdir(join(dir, 'files'), { mode: 0o700 })
  const dataDir = process.env.QUAYSIDE_DATA_DIR
  process.env.QUAYSIDE_DATA_DIR = dir
  const { seed, parallel } = options
  const installations: Installation[] = []
  let disk: SmallDisk | string = 'not asked for'
  const report: TortureReport = {
    seconds: 0,
    kills: 0,
    disturbances: {},
    places: {},
    imports: { compared: 0, cancelled: 0, records: 0, rejects: 0, retried: 0, started: 0, paused: 0 },
    audits: 0,
    left: [],
    failures: [],
    folder: null,
  }
  const tidy = async () => {
    await Promise.all(installations.map((installation) => installation.stop()))
    if (typeof disk !== 'string') disk.remove()
  }
  const interrupt = () =>
    void tidy()
      .then(() => rm(dir, { recursive: true, force: true }))
      .finally(() => process.exit(130))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const [calm, storm] = await Promise.all([
      install('calm', { dir, workers: 1, slots: parallel, persons: 0, seed }),
      install('storm', { dir, workers: 2, slots: parallel, persons: options.only ? 0 : 1, seed }),
    ])
    installations.push(calm, storm)
    if (!options.only || options.only === 'disk-full') {
      disk = await smallDisk(storm, dir)
      if (typeof disk === 'string') report.left.push(`disk-full: ${disk}`)
    }
    await run({ options, dir, calm, storm, disk: typeof disk === 'string' ? null : disk, report, began, over: false })
    report.failures.push(...[...calm.fallen, ...storm.fallen].map((what) => ({ import: null, what: [what] })))
    const left = report.failures.length > 0 ? [] : await leftBehind([calm, storm], dir)
    if (left.length > 0) report.failures.push({ import: null, what: [`files are left behind: ${left.slice(0, 5).join(', ')}`] })
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    await tidy()
    report.seconds = Math.round((Date.now() - began) / 1000)
    if (report.failures.length > 0) {
      report.folder = dir
      await writeFile(join(dir, 'report.json'), JSON.stringify(report, null, 2))
    } else await rm(dir, { recursive: true, force: true })
    if (dataDir === undefined) delete process.env.QUAYSIDE_DATA_DIR
    else process.env.QUAYSIDE_DATA_DIR = dataDir
  }
  return report
}

/** Files that no job needs any more and that a sweep does not find. */
async function leftBehind(installations: Installation[], dir: string): Promise<string[]> {
  for (const { connection } of installations) await patiently(() => sweepFiles(connection.db, { youngMs: 0 }))
  return (await readdir(join(dir, 'files'))).filter((name) => name.includes('.'))
}

type State = {
  options: TortureOptions
  dir: string
  calm: Installation
  storm: Installation
  disk: SmallDisk | null
  report: TortureReport
  began: number
  /** No more imports are begun, and nothing is disturbed. */
  over: boolean
}

async function run(state: State): Promise<void> {
  const { options } = state
  let number = 0
  const lane = async () => {
    while (!isOver(state)) {
      number += 1
      await tortureOne(state, randomImport(options.seed, options.import ?? number, { largest: options.largest }), number)
    }
  }
  const lanes = Promise.all(
    Array.from({ length: options.parallel }, () =>
      lane().catch((error) => {
        state.over = true
        state.report.failures.push({ import: null, what: [error instanceof Error ? (error.stack ?? error.message) : String(error)] })
      }),
    ),
  )
  const guard = guardServer(state)
  await Promise.all([lanes, rage(state, lanes)])
  await guard.stop()
}

/** Milliseconds after which a server does not come back by itself. */
const AWAY = 10_000

/**
 * As `npm start` does: a server that is gone without anybody having meant it is started again. A disk that is full in the midst
 * of a recovery takes it down for good, and gets more room.
 */
function guardServer({ storm, disk }: State): { stop: () => Promise<void> } {
  let ended = false
  const guarding = (async () => {
    for (let since = Date.now(); !ended; await delay(500)) {
      const there = await Promise.race([
        storm.connection.sql`select 1`.then(
          () => true,
          (error) => !isConnectionLoss(error),
        ),
        // The driver tries again later and later, and says nothing meanwhile.
        delay(2000, false),
      ])
      if (there) since = Date.now()
      // Killed ones are brought back by who killed them, others by themselves.
      if (Date.now() - since < AWAY) continue
      disk?.widen()
      await storm.revive().catch(() => {})
      since = Date.now()
    }
  })()
  return {
    async stop() {
      ended = true
      await guarding
    },
  }
}

function isOver(state: State): boolean {
  const { options, report, began } = state
  state.over ||= report.kills >= options.kills || Date.now() - began > options.minutes * 60_000 || report.failures.length > 0
  return state.over
}

/** Disturbances that are under way at the same time. */
const AT_ONCE = 3

/** Bursts of disturbances at random moments, and lulls in which whatever can come to its end does. */
async function rage(state: State, lanes: Promise<unknown>): Promise<void> {
  const { storm, options } = state
  const random = randomFrom(`${options.seed}/storm`)
  const underWay = new Set<Promise<void>>()
  let ended = false
  lanes.then(() => {
    ended = true
  })
  let burst = 0
  while (!ended && !isOver(state)) {
    if (burst === 0) {
      // However slow the machine is: a lull begins when everybody is there again.
      for (let waited = 0; waited < 200 && awake(storm.workers).length < storm.workers.length; waited += 1) await delay(100)
      await delay(random.int(1000, 3000))
      burst = random.int(4, 16)
    }
    burst -= 1
    await delay(random.int(50, 1300))
    const name = options.only ?? choose(random)
    const striking = strike(state, name, randomFrom(random.next())).finally(() => underWay.delete(striking))
    underWay.add(striking)
    if (underWay.size === AT_ONCE) await Promise.race(underWay)
  }
  await Promise.all(underWay)
  // What is left comes to its end in peace.
  await storm.dismissPersons()
}

async function strike(state: State, name: DisturbanceName, random: Random): Promise<void> {
  const { storm, disk, report, options } = state
  const disturbance: Disturbance = DISTURBANCES[name]
  try {
    const struck = await disturbance.strike(storm, random, disk?.path ?? null)
    if (struck === 'nothing to strike') return
    report.disturbances[name] ??= { made: 0, struck: 0 }
    const count = report.disturbances[name]
    count.made += 1
    if (struck.hits.length === 0) return
    count.struck += 1
    if (!disturbance.kill && !options.only) return
    report.kills += 1
    for (const place of struck.hits) report.places[place] = (report.places[place] ?? 0) + 1
    if (report.kills % 25 === 0) progress(state)
  } catch (error) {
    // What looks at the database may itself be struck, and what is to be killed may be gone just before.
    if (isConnectionLoss(error) || (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'ENOENT')))
      return
    state.over = true
    report.failures.push({ import: null, what: [`${name}: ${error instanceof Error ? error.stack : error}`] })
  }
}

function choose(random: Random): DisturbanceName {
  const all = Object.entries(DISTURBANCES) as [DisturbanceName, Disturbance][]
  let at = random.next() * all.reduce((sum, [, { weight }]) => sum + weight, 0)
  for (const [name, { weight }] of all) {
    at -= weight
    if (at < 0) return name
  }
  return 'worker-sigkill'
}

function progress({ report, began, options }: State): void {
  const seconds = Math.round((Date.now() - began) / 1000)
  const { compared, cancelled, records } = report.imports
  options.print(
    `${seconds} s: ${report.kills} kills struck a running import; ${compared} imports of ${records} records compared, ${cancelled} cancelled, ${report.audits} audits`,
  )
}

/** One import in both installations, then everything that they left, side by side. */
async function tortureOne(state: State, given: RandomImport, run: number): Promise<void> {
  const { calm, storm, report, dir } = state
  const path = join(dir, `import-${run}.txt`)
  await writeFile(path, given.file)
  const [expected, found] = await Promise.all([
    begin(state, calm, given, path).then((jobId) => undisturbed(state, given, jobId)),
    begin(state, storm, given, path).then((jobId) => disturbed(state, given, jobId)),
  ])
  const what: string[] = [...expected.what, ...found.what]
  if (expected.aftermath && found.aftermath) {
    if (found.aftermath.status === 'cancelled') {
      const aftermaths = [expected.aftermath, found.aftermath] as const
      what.push(...(await patiently(() => accountCancelled(storm.connection.sql, found.jobId, given.table.name, ...aftermaths))))
      report.imports.cancelled += 1
    } else {
      what.push(...differences(expected.aftermath, found.aftermath))
      report.imports.compared += 1
    }
    report.imports.records += given.records
    report.imports.rejects += expected.aftermath.rejects.length
  }
  const moves = await patiently(
    () => storm.connection.sql<{ by: string; count: number }[]>`
    select by, count(*)::int from quayside.job_moves where job_id = ${found.jobId} group by by`,
  )
  report.imports.paused += moves.find(({ by }) => by === 'pause')?.count ?? 0
  report.imports.started += moves.find(({ by }) => by === 'start')?.count ?? 0
  if (what.length > 0) {
    report.failures.push({ import: given.number, what, settings: given.settings })
    await keep(state, given, expected, found)
    return
  }
  await rm(path)
  for (const { connection } of [calm, storm])
    await patiently(async () => {
      for (const statement of dropSql(given.table.name)) await connection.sql.unsafe(statement)
    })
}

type Told = { jobId: number; aftermath: Aftermath | null; what: string[] }

async function begin(state: State, { name, connection, context }: Installation, given: RandomImport, path: string): Promise<number> {
  const onSmallDisk = name === 'storm' && given.onSmallDisk && state.disk
  await patiently(() =>
    connection.sql.begin(async (tx) => {
      // What was committed although its answer was lost is made anew.
      for (const statement of dropSql(given.table.name)) await tx.unsafe(statement)
      if (onSmallDisk) await tx.unsafe(`set local default_tablespace = ${onSmallDisk.tablespace}`)
      for (const statement of [...given.setup, ...(name === 'storm' ? given.slow : [])]) await tx.unsafe(statement)
    }),
  )
  const draftOnce = async () => {
    const file = await storeCopy(connection.db, path)
    return createDraft(context, {
      kind: 'import',
      label: name === 'storm' && given.mayCancel ? MAY_BE_CANCELLED : MUST_FINISH,
      table: { schema: 'public', name: given.table.name },
      settings: { ...given.settings, fileId: file.id },
    })
  }
  const draft = await patiently(draftOnce)
  if (!draft.ok) throw new Error(`import ${given.number} got no draft: ${draft.refusal.code}`)
  await patiently(() => startJob(context, draft.value))
  return draft.value.jobId
}

async function undisturbed({ calm, report }: State, given: RandomImport, jobId: number): Promise<Told> {
  const { db, sql } = calm.connection
  const job = await watch(calm, jobId, async (now) => now.status === 'finished' || now.status === 'finished_with_errors')
  const aftermath = await aftermathOf(sql, jobId, given.table.name)
  const what: string[] = []
  if (job.status !== 'finished') {
    const { entries } = await listJournal(db, jobId, { level: 'error' })
    what.push(`the undisturbed run is ${job.status}: ${entries.map(({ code, detail }) => `${code} ${detail ?? ''}`).join('; ')}`)
  }
  if (given.fates) what.push(...asMeant(given, aftermath))
  let [tried, after] = [0, aftermath]
  for (const [round, repair] of given.retries.entries()) {
    if (what.length > 0 || !(await retryAll(calm, jobId, round, repair))) break
    const again = await watch(calm, jobId, async (now) => now.status === 'finished' || now.status === 'finished_with_errors')
    tried += again.retryTotal
    after = await aftermathOf(sql, jobId, given.table.name)
    if (again.status !== 'finished') what.push(`the undisturbed retry is ${again.status}`)
  }
  report.imports.retried += tried
  return { jobId, aftermath: after, what }
}

/** A person repairs all rejects and has them tried again; false where there are none. */
async function retryAll({ connection, context }: Installation, jobId: number, round: number, repair: Repair): Promise<boolean> {
  return patiently(async () => {
    const [asked] = await connection.sql<{ times: number }[]>`
      select count(*)::int as times from quayside.job_moves where job_id = ${jobId} and by = 'retry'`
    // What was committed although its answer was lost is not asked again.
    if (asked && asked.times > round) return true
    const outcome = await repairAndRetry(context, { jobId, selection: {}, repair })
    if (!outcome.ok && outcome.refusal.code !== 'no_rejects') throw new Error(`job ${jobId} was not retried: ${outcome.refusal.code}`)
    return outcome.ok
  })
}

/** Whether the undisturbed run refused what was meant to be refused, and nothing else. */
function asMeant({ fates, records }: RandomImport, { rejects, counters }: Aftermath): string[] {
  const meant = [...(fates ?? [])].filter(([, fate]) => fate !== 'empty').map(([record, fate]) => `${record} ${fate}`)
  const found = rejects.map((reject) => reject.split('|')).map(([record, , , , , , code]) => `${record} ${code}`)
  const { missing, added } = compare(meant, found)
  const what: string[] = []
  if (Number(counters.total) !== records) what.push(`the undisturbed run counts ${counters.total} records of ${records}`)
  if (missing.length + added.length > 0)
    what.push(
      `the undisturbed run refused otherwise than meant: not ${missing.slice(0, 3).join(', ')}; but ${added.slice(0, 3).join(', ')}`,
    )
  return what
}

async function disturbed(state: State, given: RandomImport, jobId: number): Promise<Told> {
  const { storm, report } = state
  const { connection, context } = storm
  const random = randomFrom(`${state.options.seed}/watch ${given.number}`)
  const what = new Set<string>()
  const before = (await patiently(() => connection.sql.unsafe(`select count(*)::int from ${given.table.name} where n < 0`)))[0]?.count
  const look = async (now: Job): Promise<boolean> => {
    if (random.chance(0.2)) {
      const found = await account(connection.sql, jobId, given.table.name, {
        before,
        insertsOnly: (given.settings.operation ?? 'insert') === 'insert' && given.settings.duplicates !== 'update',
      })
      for (const line of found) what.add(line)
      report.audits += 1
    }
    if (now.status === 'finished' || now.status === 'cancelled' || what.size > 0) return true
    // A person finds it paused or ended with an error, and starts it again.
    if (now.status === 'finished_with_errors' || (now.status === 'paused' && random.chance(0.3))) await startJob(context, { jobId })
    return false
  }
  await watch(storm, jobId, look)
  for (const [round, repair] of given.retries.entries()) {
    if (what.size > 0 || !(await retryAll(storm, jobId, round, repair))) break
    await watch(storm, jobId, look)
  }
  const aftermath = await patiently(() => aftermathOf(connection.sql, jobId, given.table.name))
  return { jobId, aftermath, what: [...what] }
}

/** Milliseconds of waiting for an answer that tell of an outage. */
const OUTAGE = 3000

/** Looks at the job until `done`, through whatever happens to the database; one that does not move any more is stuck. */
async function watch({ connection, name }: Installation, jobId: number, done: (job: Job) => Promise<boolean>): Promise<Job> {
  let last = ''
  let since = Date.now()
  for (;;) {
    const asked = Date.now()
    const job = await patiently(async () => {
      const now = await findJob(connection.db, jobId)
      if (!now) throw new Error(`job ${jobId} is gone`)
      return (await done(now)) ? { now, ended: true } : { now, ended: false }
    })
    if (job.ended) return job.now
    const { status, processed, held, leaseToken, total, retrying } = job.now
    const state = [status, processed, held, leaseToken, total, retrying].join(' ')
    if (state !== last) since = Date.now()
    // While the database was away nothing could move.
    else if (Date.now() - asked > OUTAGE) since += Date.now() - asked
    last = state
    if (Date.now() - since > STUCK_SECONDS * 1000) throw new Error(`job ${jobId} of ${name} is stuck: ${state}`)
    await delay(100)
  }
}

/** Writes down what both runs left. */
async function keep({ dir, calm, storm }: State, { number }: RandomImport, expected: Told, found: Told): Promise<void> {
  for (const [{ name, connection }, { jobId, aftermath }] of [
    [calm, expected],
    [storm, found],
  ] as const) {
    const moves = await patiently(() => connection.sql`select * from quayside.job_moves where job_id = ${jobId} order by id`)
    const journal = await patiently(() => connection.sql`select * from quayside.journal_entries where job_id = ${jobId} order by id`)
    await writeFile(join(dir, `import-${number}-${name}.json`), JSON.stringify({ jobId, ...aftermath, moves, entries: journal }, null, 1))
  }
}
