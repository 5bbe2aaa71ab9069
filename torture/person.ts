/**
 * Stands in for the web process: listens for changes of jobs, and makes people's moves (Pause, Start, Cancel) at random
 * moments through the same verbs. It may be killed in the midst of any.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '#db/client.ts'
import { openQueue } from '#db/queue.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { pauseJob } from '#jobs/pause.ts'
import { startJob } from '#jobs/start.ts'
import { MAY_BE_CANCELLED } from '#torture/label.ts'
import { randomFrom } from '#torture/random.ts'

const url = process.env.DATABASE_URL ?? ''
const random = randomFrom(`${process.env.TORTURE_SEED}/person ${process.pid}`)
process.on('disconnect', () => process.exit(0))

const connection = connect(url, { name: 'torture person', max: 3 })
const queue = await openQueue(url, { role: 'sender', onError: () => {} })
const context: Context = { db: connection.db, queue, actor: { name: 'Grace', role: 'operator' } }
await connection.sql.listen('quayside_jobs', () => {})
process.send?.('ready')

for (;;) {
  await delay(random.int(200, 2500))
  try {
    const jobs = await connection.sql<{ id: string; status: string; label: string }[]>`
      select id, status, label from quayside.jobs where status in ('running', 'pausing', 'paused', 'server_shutdown')`
    if (jobs.length === 0) continue
    const { id, status, label } = random.pick(jobs)
    const jobId = Number(id)
    if (label === MAY_BE_CANCELLED && random.chance(0.15)) await cancelJob(context, { jobId, reason: 'no longer wanted' })
    else if (status === 'paused' || status === 'server_shutdown') await startJob(context, { jobId })
    else if (random.chance(0.4)) await pauseJob(context, { jobId })
  } catch {
    // The database is away; a person tries again.
  }
}
