import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '#db/client.ts'
import { awake, type Installation, LEASE_SECONDS } from '#torture/installation.ts'
import type { Random } from '#torture/random.ts'
import { end, isAlive, type Victim } from '#torture/worker-process.ts'

/** A job that a worker holds: by which lease, and how far it has come. */
export type Held = { jobId: number; token: string; pid: number; at: string }

/** What a disturbance did. `hits`: where the imports stood that it struck while they ran. */
export type Struck = { hits: string[] } | 'nothing to strike'

export type Disturbance = {
  about: string
  /** How often it is chosen, in proportion. */
  weight: number
  /** Whether it ends a process or connection by force, and counts as a kill. */
  kill: boolean
  strike: (storm: Installation, random: Random, ballast: string | null) => Promise<Struck>
}

export const DISTURBANCES = {
  'worker-sigkill': {
    about: 'SIGKILL of a worker',
    weight: 40,
    kill: true,
    strike: (storm, random) => endWorker(storm, random, 'SIGKILL'),
  },
  'worker-sigterm': {
    about: 'SIGTERM of a worker',
    weight: 12,
    kill: true,
    strike: (storm, random) => endWorker(storm, random, 'SIGTERM'),
  },
  'connections-terminated': {
    about: 'pg_terminate_backend of some of the workers’ connections',
    weight: 20,
    kill: true,
    strike: terminateConnections,
  },
  'network-cut': {
    about: 'some of the workers’ connections are cut, and their last packets arrive later',
    weight: 15,
    kill: true,
    strike: cutNetwork,
  },
  'commit-cut': {
    about: 'a connection is cut at the very moment of a commit, which happens later',
    weight: 10,
    kill: true,
    strike: cutAtCommit,
  },
  'backend-sigkill': {
    about: 'SIGKILL of a backend of Postgres, which restarts all of them',
    weight: 6,
    kill: true,
    strike: killBackend,
  },
  'postmaster-sigkill': {
    about: 'SIGKILL of the postmaster, and its restart after a moment',
    weight: 4,
    kill: true,
    strike: killPostmaster,
  },
  'person-sigkill': {
    about: 'SIGKILL of the process that stands in for web',
    weight: 3,
    kill: false,
    strike: killPerson,
  },
  'worker-frozen': {
    about: 'SIGSTOP of a worker until its leases are over and others may have its jobs, then SIGCONT',
    weight: 12,
    kill: false,
    strike: freezeWorker,
  },
  'network-frozen': {
    about: 'nothing passes between workers and database until all leases are over, then everything',
    weight: 4,
    kill: false,
    strike: freezeNetwork,
  },
  'lease-clock': {
    about: 'a jump of the database’s clock by an hour, as the leases see it',
    weight: 5,
    kill: false,
    strike: shiftLeases,
  },
  'disk-full': {
    about: 'the disk of the target table is full for a while',
    weight: 4,
    kill: false,
    strike: fillDisk,
  },
} as const satisfies Record<string, Disturbance>

export type DisturbanceName = keyof typeof DISTURBANCES

/** How far a job is, as the database tells it. */
type Standing = { status: string; total: string | null; processed: string; held: string; chunks: number; left: string; retrying: string }

/** The jobs that are held by a worker at this moment. */
async function heldJobs(sql: Sql): Promise<Held[]> {
  const rows = await sql<({ id: string; token: string; pid: number } & Standing)[]>`
    select j.id, j.lease_token as token, w.pid, j.status, j.total, j.processed, j.held, j.retrying,
      (select count(*)::int from quayside.chunks c where c.job_id = j.id) as chunks,
      (select coalesce(sum(records_left), 0) from quayside.chunks c where c.job_id = j.id) as left
    from quayside.jobs j join quayside.workers w on w.id = j.worker_id
    where j.lease_token is not null and j.kind = 'import'`
  return rows.map((row) => ({ jobId: Number(row.id), token: row.token, pid: row.pid, at: place(row) }))
}

function place({ status, total, processed, held, chunks, left, retrying }: Standing): string {
  if (status !== 'running') return status
  if (Number(retrying) > 0) return 'trying rejects again'
  if (chunks === 0) return total === null ? 'reading' : 'closing'
  if (total === null) return Number(processed) + Number(held) === 0 ? 'counting, nothing loaded' : 'counting and loading'
  if (Number(left) === 0) return Number(held) > 0 ? 'applying what was held' : 'closing'
  const share = (Number(total) - Number(left)) / Number(total)
  return share === 0 ? 'loading, nothing yet' : `loading, ${Math.floor(share * 4) * 25} to ${Math.floor(share * 4) * 25 + 25} %`
}

/** Of these, the jobs whose lease is still the same: since a dead worker gives none back, it was struck while it held them. */
async function stillHeld(sql: Sql, held: Held[]): Promise<Held[]> {
  if (held.length === 0) return []
  const rows =
    await sql`select lease_token as token from quayside.jobs where lease_token = any(${`{${held.map(({ token }) => token).join(',')}}`}::uuid[])`
  return held.filter(({ token }) => rows.some((row) => row.token === token))
}

/** One that holds jobs, where there is one. */
function choose({ workers }: Installation, random: Random, held: Held[]): Victim | undefined {
  const there = awake(workers)
  const busy = there.filter(({ pid }) => held.some((job) => job.pid === pid))
  return busy.length > 0 ? random.pick(busy) : undefined
}

async function endWorker(storm: Installation, random: Random, signal: 'SIGKILL' | 'SIGTERM'): Promise<Struck> {
  const { sql } = storm.connection
  const victim = choose(storm, random, await heldJobs(sql))
  if (!victim) return 'nothing to strike'
  const held = (await heldJobs(sql)).filter(({ pid }) => pid === victim.pid)
  if (signal === 'SIGTERM') {
    // It gives its leases back before it ends: what it held when it was told counts, save what came to its end by then.
    const ended = end(victim, signal)
    await Promise.race([ended, delay(20_000)])
    if (isAlive(victim)) throw new Error(`worker ${victim.pid} did not leave within 20 s of SIGTERM`)
    const rows =
      await sql`select id from quayside.jobs where id = any(${`{${held.map(({ jobId }) => jobId).join(',')}}`}::bigint[]) and status not in ('finished', 'finished_with_errors')`
    return { hits: held.filter(({ jobId }) => rows.some(({ id }) => Number(id) === jobId)).map(({ at }) => at) }
  }
  await end(victim, signal)
  return { hits: (await stillHeld(sql, held)).map(({ at }) => at) }
}

async function terminateConnections({ connection: { sql } }: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(sql)
  if (held.length === 0) return 'nothing to strike'
  const share = random.pick([0.1, 0.3, 1])
  const ended = await sql<{ state: string | null; query: string }[]>`
    select state, query, pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'quayside%' and backend_type = 'client backend'
      and random() < ${share} + case when state <> 'idle' then 0.3 else 0 end`
  // Ends of connections that did nothing at that moment strike no import.
  const working = ended.filter(({ state }) => state !== 'idle' && state !== null)
  return { hits: working.length > 0 ? held.map(({ at }) => at) : [] }
}

async function cutNetwork({ connection: { sql }, network }: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(sql)
  if (held.length === 0 || network.size() === 0) return 'nothing to strike'
  const share = random.pick([0.2, 0.5, 1])
  const holdMs = random.int(0, 500)
  const cut = network.cut(() => random.chance(share), { holdMs, lateMs: random.int(0, 2500) })
  await delay(holdMs)
  return { hits: cut > 0 ? (await stillHeld(sql, held)).map(({ at }) => at) : [] }
}

async function cutAtCommit({ connection: { sql }, network }: Installation, random: Random): Promise<Struck> {
  if ((await heldJobs(sql)).length === 0) return 'nothing to strike'
  const { promise, resolve } = Promise.withResolvers<void>()
  network.cutAtCommit(random.int(0, 2500), resolve)
  const struck = await Promise.race([promise.then(() => true), delay(2000, false)])
  return { hits: struck ? (await heldJobs(sql)).slice(0, 1).map(({ at }) => `committing while ${at}`) : [] }
}

async function freezeNetwork({ connection: { sql }, network }: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(sql)
  if (held.length === 0) return 'nothing to strike'
  network.freeze(LEASE_SECONDS * 1000 * (0.5 + 2 * random.next()))
  return { hits: held.map(({ at }) => at) }
}

async function killBackend({ connection: { sql } }: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(sql)
  const backends = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name like 'quayside worker%' and backend_type = 'client backend' and state <> 'idle'`
  if (held.length === 0 || backends.length === 0) return 'nothing to strike'
  process.kill(random.pick(backends).pid, 'SIGKILL')
  return { hits: held.map(({ at }) => at) }
}

let postmasterIsDown = false

async function killPostmaster(storm: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(storm.connection.sql)
  if (held.length === 0 || postmasterIsDown) return 'nothing to strike'
  postmasterIsDown = true
  try {
    process.kill(await storm.postmaster(), 'SIGKILL')
    await delay(random.int(0, 2000))
    await storm.revive()
  } finally {
    postmasterIsDown = false
  }
  return { hits: held.map(({ at }) => at) }
}

async function killPerson({ connection: { sql }, persons }: Installation, random: Random): Promise<Struck> {
  const there = awake(persons)
  if (there.length === 0) return 'nothing to strike'
  const held = await heldJobs(sql)
  await end(random.pick(there), 'SIGKILL')
  return { hits: held.map(({ at }) => at) }
}

async function freezeWorker(storm: Installation, random: Random): Promise<Struck> {
  const { sql } = storm.connection
  // Somebody must be there to take its jobs over.
  if (awake(storm.workers).length < 2) return 'nothing to strike'
  const victim = choose(storm, random, await heldJobs(sql))
  if (!victim) return 'nothing to strike'
  const held = (await heldJobs(sql)).filter(({ pid }) => pid === victim.pid)
  victim.frozen = true
  victim.child.kill('SIGSTOP')
  setTimeout(
    () => {
      victim.frozen = false
      victim.child.kill('SIGCONT')
    },
    LEASE_SECONDS * 1000 * (1.2 + 2.5 * random.next()),
  )
  return { hits: (await stillHeld(sql, held)).map(({ at }) => at) }
}

/** Leases are compared with the database's clock only: moving their ends is the same to them as moving the clock. */
async function shiftLeases({ connection: { sql } }: Installation, random: Random): Promise<Struck> {
  const held = await heldJobs(sql)
  if (held.length === 0) return 'nothing to strike'
  const forward = random.chance(0.7)
  await sql`
    update quayside.jobs set lease_expires_at = lease_expires_at - make_interval(hours => ${forward ? 1 : -1})
    where lease_token = any(${`{${held.map(({ token }) => token).join(',')}}`}::uuid[])`
  if (!forward) {
    // The clock is set right after a while; until then a vanished worker's lease seems to hold.
    setTimeout(() => {
      sql`update quayside.jobs set lease_expires_at = lease_expires_at - interval '1 hour' where lease_expires_at > now() + interval '30 minutes'`.catch(
        () => {},
      )
    }, 2000)
  }
  return { hits: held.map(({ at }) => at) }
}

/** Only where the run has a small disk of its own. */
async function fillDisk({ connection: { sql } }: Installation, random: Random, disk: string | null): Promise<Struck> {
  const held = await heldJobs(sql)
  if (disk === null || held.length === 0) return 'nothing to strike'
  const ballast = join(disk, 'ballast')
  const { bavail, bsize } = await statfs(disk)
  await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize)), { mode: 0o600 }).catch(() => {})
  await delay(random.int(500, 2000))
  await rm(ballast, { force: true })
  return { hits: held.map(({ at }) => at) }
}
