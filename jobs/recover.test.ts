import { describe, expect } from 'vitest'
import { renewLease, sessionName, takeLease } from '#jobs/lease.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { healLostLeases, resumeInterrupted } from '#jobs/recover.ts'
import { JOB_STATUSES, LEASABLE } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, jobNow, messagesOf, statusNow } from '#test/jobs.ts'

const WORKER = '00000000-0000-4000-8000-000000000001'

describe('a lease', () => {
  test('is given to one worker of two who knock at once', async ({ db }) => {
    for (let round = 0; round < 25; round += 1) {
      const jobId = await insertJob(db, 'running')
      const leases = await Promise.all([takeLease(db, jobId, WORKER), takeLease(db, jobId, WORKER)])
      const lease = leases.find((taken) => taken !== undefined)
      expect(leases.filter((taken) => taken !== undefined)).toHaveLength(1)
      expect(await jobNow(db, jobId)).toMatchObject({ leaseToken: lease?.token, workerId: WORKER, queuedAt: null })
    }
  })

  test.for(JOB_STATUSES.filter((status) => status !== 'running'))('is not given on a job that is %s', async (status, { db }) => {
    expect(await takeLease(db, await insertJob(db, status), WORKER)).toBeUndefined()
  })

  test('is renewed with the status as it is now, and not once it is lost', async ({ db }) => {
    const jobId = await insertLeased(db, 'pausing', { expired: true })
    const token = (await jobNow(db, jobId)).leaseToken ?? ''
    expect(await renewLease(db, { jobId, token })).toBe('pausing')
    await healLostLeases(db)
    expect(await statusNow(db, jobId)).toBe('pausing')
    expect(await renewLease(db, { jobId, token: WORKER })).toBeUndefined()
  })
})

describe('a worker that is frozen in the midst of a transaction', () => {
  test('loses its sessions with its lease, so that their locks are in nobody’s way', async ({ db, connection }) => {
    const jobId = await insertLeased(db, 'running', { expired: true })
    const token = (await jobNow(db, jobId)).leaseToken ?? ''
    const frozen = connection.single()
    await frozen`select set_config('application_name', ${sessionName({ token })}, false)`
    await frozen.unsafe(`begin; update quayside.jobs set processed = 1 where id = ${jobId}`)
    await healLostLeases(db)
    expect(await jobNow(db, jobId)).toMatchObject({ status: 'server_shutdown', processed: 0, leaseToken: null })
    await expect(frozen.unsafe('commit')).rejects.toThrow()
    await frozen.end({ timeout: 0 })
  })

  test('does not keep the others from being healed, whoever holds the lock', async ({ db, connection }) => {
    const [locked, free] = [await insertLeased(db, 'running', { expired: true }), await insertLeased(db, 'running', { expired: true })]
    const stranger = connection.single()
    await stranger.unsafe(`begin; select from quayside.jobs where id = ${locked} for update`)
    await healLostLeases(db)
    expect([await statusNow(db, locked), await statusNow(db, free)]).toEqual(['running', 'server_shutdown'])
    await stranger.unsafe('rollback')
    await stranger.end()
    await healLostLeases(db)
    expect(await statusNow(db, locked)).toBe('server_shutdown')
  })
})

describe('what a vanished worker leaves behind heals', () => {
  const ENDS = { running: 'server_shutdown', pausing: 'paused', cancelling: 'cancelled' } as const
  test.for(LEASABLE)('%s', async (status, { db }) => {
    const jobId = await insertLeased(db, status, { expired: true })
    await Promise.all([healLostLeases(db), healLostLeases(db)])
    expect(await jobNow(db, jobId)).toMatchObject({ status: ENDS[status], leaseToken: null, workerId: null, vanished: 1 })
    expect((await listJournal(db, jobId)).entries).toHaveLength(1)
  })

  test.for(LEASABLE)('%s, but not while the lease holds', async (status, { db }) => {
    const jobId = await insertLeased(db, status)
    await healLostLeases(db)
    expect(await statusNow(db, jobId)).toBe(status)
  })

  test('and what nobody holds on its way to an end gets there', async ({ db }) => {
    const [pausing, cancelling, waiting] = [
      await insertJob(db, 'pausing'),
      await insertJob(db, 'cancelling'),
      await insertJob(db, 'running'),
    ]
    await healLostLeases(db)
    expect(await statusNow(db, pausing)).toBe('paused')
    expect(await statusNow(db, cancelling)).toBe('cancelled')
    expect(await statusNow(db, waiting)).toBe('running')
  })
})

describe('an interrupted job', () => {
  test('goes on by itself, with one message', async ({ db, context }) => {
    const jobId = await insertLeased(db, 'running', { expired: true })
    await healLostLeases(db)
    await resumeInterrupted(db, context.queue, { idle: false })
    await resumeInterrupted(db, context.queue, { idle: false })
    expect(await jobNow(db, jobId)).toMatchObject({ status: 'running', leaseToken: null, queuedAt: expect.any(Date) })
    expect(await messagesOf(db, jobId)).toBe(1)
    expect((await listJournal(db, jobId)).entries.map(({ code }) => code)).toEqual(['move.vanished', 'move.resumed'])
  })

  test('that takes its worker down five times in a row is not tried a sixth time', async ({ db, sql, context }) => {
    const jobId = await insertJob(db, 'running')
    for (let time = 1; time <= 5; time += 1) {
      expect(await takeLease(db, jobId, WORKER)).toBeDefined()
      await sql`update quayside.jobs set lease_expires_at = now() - interval '1 second' where id = ${jobId}`
      await healLostLeases(db)
      expect(await jobNow(db, jobId)).toMatchObject({ status: 'server_shutdown', vanished: time })
      await resumeInterrupted(db, context.queue, { idle: false })
    }
    expect(await jobNow(db, jobId)).toMatchObject({ status: 'finished_with_errors', finishedAt: expect.any(Date), errors: 1 })
    expect((await listJournal(db, jobId)).entries.at(-1)).toMatchObject({ code: 'move.given_up', level: 'error' })
  })

  test('whose message was lost is announced again by a worker that has nothing to do', async ({ db, context }) => {
    const jobId = await insertJob(db, 'running', { queuedAt: new Date(Date.now() - 60_000) })
    const fresh = await insertJob(db, 'running')
    await resumeInterrupted(db, context.queue, { idle: false })
    expect(await messagesOf(db, jobId)).toBe(0)
    await resumeInterrupted(db, context.queue, { idle: true })
    await resumeInterrupted(db, context.queue, { idle: true })
    expect(await messagesOf(db, jobId)).toBe(1)
    expect(await messagesOf(db, fresh)).toBe(0)
  })
})
