import { expect } from 'vitest'
import { createDraft } from '#jobs/create-draft.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'
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
  const file = await storeText(context.db, `id,boss\n${lines.join('\n')}`)
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'staff',
    table: { schema: 'public', name: 'staff' },
    settings: { fileId: file.id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  await startJob(context, draft.value)
  const job = await jobWhen(context.db, draft.value.jobId, isIn('finished', 'finished_with_errors'))
  expect(job).toMatchObject({ status: 'finished', success: 200_000, rejects: 0 })
})
