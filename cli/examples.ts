import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '#db/client.ts'
import { openQueue } from '#db/queue.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeCopy } from '#jobs/files.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { startJob } from '#jobs/start.ts'
import { ROOT } from '#lib/env.ts'

type Example = { file: string; table: string; label: string }

const FOLDER = join(ROOT, 'examples')

/** On the first start of an embedded database: imports the examples for real, so that there is something to look at. */
export async function importExamples(url: string): Promise<void> {
  const connection = connect(url, { name: 'quayside examples', max: 2 })
  const { db, sql } = connection
  try {
    if ((await listJobs(db, {})).jobs.length > 0) return
    await sql.unsafe(await readFile(join(FOLDER, 'tables.sql'), 'utf8'))
    const queue = await openQueue(url, { role: 'sender', onError: (error) => console.error('queue:', error.message) })
    try {
      const context: Context = { db, queue, actor: { name: 'Quayside', role: 'operator' } }
      const examples = JSON.parse(await readFile(join(FOLDER, 'examples.json'), 'utf8')) as Example[]
      for (const example of examples) await importExample(context, example)
    } finally {
      await queue.stop()
    }
  } finally {
    await connection.close()
  }
}

async function importExample(context: Context, { file, table, label }: Example): Promise<void> {
  const stored = await storeCopy(context.db, join(FOLDER, file))
  const made = await createDraft(context, {
    kind: 'import',
    label,
    table: { schema: 'public', name: table },
    settings: { fileId: stored.id },
  })
  if (made.ok) await startJob(context, made.value)
}
