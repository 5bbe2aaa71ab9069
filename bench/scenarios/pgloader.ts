import { execFile, spawnSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Scenario } from '#bench/bench.ts'
import type { Installation } from '#bench/installation.ts'
import { alternate, timesAsFast } from '#bench/measure.ts'
import { SAMPLE_HEADER } from '#bench/records.ts'
import { freshTable, settle } from '#bench/tables.ts'
import { timeImport } from '#bench/time-import.ts'

const run = promisify(execFile)

/** pgloader needs minutes for what others do in seconds where records are bad: a tenth of the records tells enough. */
const SHARE = 0.1
const ROUNDS = 5

/** pgloader beside Quayside, where it is installed; over the Unix socket, where it is five times as fast as over TCP. */
export const pgloader: Scenario = {
  name: 'pgloader',
  async run(bench) {
    const { installation, size, sample, say } = bench
    if (spawnSync('pgloader', ['--version']).error) {
      say('pgloader is not installed')
      return []
    }
    const records = Math.ceil(size.records * SHARE)
    const quayside = (bad: number) => () => {
      const rejects = Math.floor(records * bad)
      return timeImport(bench, { file: { records, bad }, expected: { total: records, success: records - rejects, rejects } })
    }
    const theirs = (bad: number) => async () => {
      await freshTable(installation, 'copied')
      await settle(installation, 'copied')
      return timePgloader(installation, await sample({ records, bad }), 'copied')
    }
    const runs = await alternate(
      [
        { name: 'quayside', run: quayside(0) },
        { name: 'pgloader', run: theirs(0) },
        { name: 'quayside 1%', run: quayside(0.01) },
        { name: 'pgloader 1%', run: theirs(0.01) },
      ],
      Math.min(size.rounds, ROUNDS),
      say,
    )
    const [table] = await installation.sql`select count(*)::int as rows from copied`
    say(`pgloader put in ${table?.rows} of ${records} records`)
    const times = (name: string) => timesAsFast(runs[`quayside${name}`] ?? [], runs[`pgloader${name}`] ?? [])
    const of = `${records.toLocaleString('en')} records`
    return [
      { what: `${of}, clean`, unit: '×', value: times(''), against: 'pgloader', runs },
      { what: `${of}, 1% bad`, unit: '×', value: times(' 1%'), against: 'pgloader', runs },
    ]
  },
}

async function timePgloader({ url, dir, socketDir }: Installation, path: string, table: string): Promise<number> {
  const { username, password, port, pathname } = new URL(url)
  const root = join(dir, 'pgloader')
  await mkdir(root, { recursive: true })
  const columns = SAMPLE_HEADER.split(',').join(', ')
  const command = join(root, 'bench.load')
  await writeFile(
    command,
    `load csv from '${path}' (${columns})
     into postgresql://${username}:${password}@unix:${socketDir}:${port}${pathname} target table ${table} (${columns})
     with skip header = 1, fields optionally enclosed by '"', fields escaped by double-quote, fields terminated by ',';\n`,
  )
  const began = performance.now()
  try {
    await run('pgloader', ['--quiet', '--root-dir', root, command], { maxBuffer: 1024 ** 3 })
    return performance.now() - began
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
