import { execFileSync } from 'node:child_process'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { openQueue } from '#db/queue.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeCopy } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { groupRejects } from '#jobs/list-rejects.ts'
import { startJob } from '#jobs/start.ts'
import { startWorker } from '#worker/main.ts'

process.env.QUAYSIDE_DATA_DIR = '/tmp/qs-main'
const s = await startEmbedded('/tmp/qs-main')
await migrate(s.url)
const c = connect(s.url, { name: 't' })
const queue = await openQueue(s.url, { role: 'sender', onError: console.error })
const worker = await startWorker(s.url, { slots: 2 })
const ctx = { db: c.db, queue, actor: { name: 'Ada', role: 'administrator' as const } }
const mk = async () => {
  await c.sql`drop table if exists big`
  await c.sql`create table big (id bigint primary key, first_name text not null, last_name text not null, email text, city text, born date, amount numeric(12,2), visits int, registered_at timestamp)`
  await c.sql`checkpoint`
}
for (const file of process.argv.slice(2)) {
  await mk()
  if (process.env.BARE) {
    const t = Date.now()
    try {
      execFileSync('psql', [s.url, '-qc', `\\copy big from '${file}' csv header`])
      console.log('psql', Date.now() - t)
    } catch (e) {}
    await mk()
  }
  const f = await storeCopy(c.db, file)
  const d = await createDraft(ctx, { kind: 'import', label: 'x', table: { schema: 'public', name: 'big' }, settings: { fileId: f.id } })
  const jobId = (d as any).value.jobId
  const t = Date.now()
  let peak = 0
  console.log(await startJob(ctx, { jobId }))
  for (;;) {
    await new Promise((r) => setTimeout(r, 20))
    peak = Math.max(peak, process.memoryUsage().rss)
    const j = (await findJob(c.db, jobId))!
    if (j.status !== 'running') {
      console.log(
        file,
        j.status,
        Date.now() - t,
        'ms',
        'peak',
        peak >> 20,
        'ok',
        j.success,
        'rej',
        j.rejects,
        'tot',
        j.total,
        'active',
        j.activeMs,
      )
      break
    }
  }
  if (process.env.V)
    console.log(
      (await listJournal(c.db, jobId)).entries
        .map((e) => [e.at.slice(14), e.code, JSON.stringify(e.params), e.detail].join(' '))
        .join('\n'),
    )
  console.log(await groupRejects(c.db, jobId), await c.sql`select count(*), sum(amount) from big`)
}
await worker.stop()
await queue.stop()
await c.close()
await s.stop()
