import { expect } from 'vitest'
import { test } from '#test/database.ts'
import { runImport } from '#test/import.ts'
import { storeText } from '#test/jobs.ts'
import { startWorker } from '#worker/main.ts'

test('rows that point to rows before them, in a file of several chunks', { timeout: 60_000 }, async ({
  url,
  sql,
  context,
  onTestFinished,
}) => {
  const worker = await startWorker(url, { slots: 1 })
  onTestFinished(() => worker.stop())
  await sql.unsafe('create table staff (id int primary key, boss int references staff)')
  const lines = Array.from({ length: 200_000 }, (_, i) => `${i + 1},${i === 0 ? '' : i}`)
  const { id: fileId } = await storeText(context.db, `id,boss\n${lines.join('\n')}`)
  const job = await runImport(context, 'staff', { fileId })
  expect(job).toMatchObject({ status: 'finished', success: 200_000, rejects: 0 })
})
