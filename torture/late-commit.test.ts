import { expect } from 'vitest'
import { createDraft } from '#jobs/create-draft.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { fileFormat } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'
import { layNetwork } from '#torture/network.ts'
import { startWorker } from '#worker/main.ts'

const RECORDS = 500

/**
 * A first commit never arrives. Then the connection is lost again at the commit, and the commit arrives when the worker has long begun anew. Nothing in the table
 * would keep its rows from being there twice.
 */
test.for([
  ['as_it_goes', 0],
  ['as_it_goes', 50],
  ['all_or_nothing', 0],
  ['all_or_nothing', 50],
] as const)(
  'a commit that comes late counts once: %s with %i rejects',
  { timeout: 60_000 },
  async ([commit, rejects], { url, connection, context }) => {
    const { db, sql } = connection
    const table = `late_${commit}_${rejects}`
    await sql.unsafe(`create table ${table} (n int, m int check (m < ${RECORDS - rejects}))`)
    const network = await layNetwork(url)
    const worker = await startWorker(network.url, { slots: 1 })
    const text = `n,m\n${Array.from({ length: RECORDS }, (_, i) => `${i},${i}`).join('\n')}\n`
    const column = { decimalSign: '.', dateOrder: 'ymd' } as const
    const draft = await createDraft(context, {
      kind: 'import',
      label: table,
      table: { schema: 'public', name: table },
      settings: {
        fileId: (await storeText(db, text)).id,
        format: fileFormat.parse({}),
        columns: [
          { name: 'n', target: 'n', ...column },
          { name: 'm', target: 'm', ...column },
        ],
        commit,
      },
    })
    if (!draft.ok) throw new Error(draft.refusal.code)
    const struck = Promise.withResolvers<void>()
    network.cutAtCommit('never', () => network.cutAtCommit(1500, struck.resolve))
    await startJob(context, draft.value)
    await struck.promise
    const job = await jobWhen(db, draft.value.jobId, isIn('finished', 'finished_with_errors'))
    const errors = (await listJournal(db, job.id, { level: 'error' })).entries.map(({ code, detail }) => `${code} ${detail}`)
    await worker.stop()
    network.stop()
    expect(errors).toEqual([])
    expect(job).toMatchObject({ status: 'finished', total: RECORDS, processed: RECORDS, success: RECORDS - rejects, rejects, held: 0 })
    expect(await sql.unsafe(`select count(*)::int, count(distinct n)::int as different from ${table}`)).toEqual([
      { count: RECORDS - rejects, different: RECORDS - rejects },
    ])
  },
)
