import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { openQueue } from '#db/queue.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { startJob } from '#jobs/start.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen, startWorkerProcess } from '#test/worker.ts'

const RECORDS = 200_000

test('Postgres killed in mid-chunk: the worker lives on, and the job comes to every record once', { timeout: 90_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'quayside-restart-'))
  await chmod(dir, 0o755)
  process.env.QUAYSIDE_DATA_DIR = dir
  let server = await startEmbedded(dir)
  onTestFinished(async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
    if (server.moved) await rm(server.dir, { recursive: true, force: true })
  })
  await migrate(server.url)
  const { url } = server
  let connection = connect(url, { name: 'test', max: 4 })
  const worker = startWorkerProcess(url)
  await connection.sql`create table lines (id int primary key, text text not null)`
  const file = await storeText(connection.db, `id,text\n${Array.from({ length: RECORDS }, (_, i) => `${i},text ${i}`).join('\n')}\n`)
  const queue = await openQueue(url, { role: 'sender', onError: () => {} })
  const context = { db: connection.db, queue, actor: { name: 'Ada', role: 'operator' as const } }
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'x',
    table: { schema: 'public', name: 'lines' },
    settings: { fileId: file.id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const { jobId } = draft.value
  await startJob(context, { jobId })
  await jobWhen(connection.db, jobId, ({ processed }) => processed > 0)
  await queue.stop()
  await connection.close()

  // As if the power had failed: no goodbye to anybody, and back on the same port.
  process.kill(Number((await readFile(join(server.dir, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGQUIT')
  while (existsSync(join(server.dir, 'postmaster.pid'))) await delay(50)
  await delay(500)
  expect(worker.child.exitCode).toBeNull()
  server = await startEmbedded(dir)
  expect(server.url).toBe(url)

  connection = connect(url, { name: 'test', max: 2 })
  const job = await jobWhen(connection.db, jobId, isIn('finished', 'finished_with_errors'))
  expect(job).toMatchObject({ status: 'finished', success: RECORDS, rejects: 0, total: RECORDS })
  expect(await connection.sql`select count(*)::int, sum(id)::bigint::text as sum from lines`).toEqual([
    { count: RECORDS, sum: String((RECORDS * (RECORDS - 1)) / 2) },
  ])
  const codes = (await listJournal(connection.db, jobId)).entries.map(({ code }) => code)
  expect(codes.filter((code) => code === 'database.interrupted' || code === 'move.vanished')).not.toEqual([])
  expect(worker.child.exitCode).toBeNull()
  await worker.kill('SIGTERM')
  await connection.close()
})
