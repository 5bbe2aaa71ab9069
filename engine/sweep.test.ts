import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '#db/client.ts'
import { files } from '#db/schema.ts'
import { sweepFiles } from '#engine/sweep.ts'
import { storedPath } from '#jobs/files.ts'
import type { JobStatus } from '#jobs/status.ts'
import { env } from '#lib/env.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, jobNow, storeText } from '#test/jobs.ts'

const STRANGER = '00000000-0000-4000-8000-000000000000'

async function fileOf(db: Db, jobId: number | null): Promise<string> {
  const { id } = await storeText(db, 'x')
  if (jobId !== null) await db.update(files).set({ jobId }).where(eq(files.id, id))
  return id
}

test('what was made for imports goes when no job needs it any more, and nothing else does', async ({ db }) => {
  await mkdir(env.filesDir, { recursive: true })
  const leased = await insertLeased(db, 'running')
  const token = (await jobNow(db, leased)).leaseToken
  const running = await fileOf(db, leased)
  const of = async (status: JobStatus) => fileOf(db, await insertJob(db, status))
  const [paused, cancelled, finished, orphan] = [await of('paused'), await of('cancelled'), await of('finished'), await fileOf(db, null)]
  const kept = [
    `${running}.utf8`,
    `${running}.doubles`,
    `${running}.utf8.${token}.part`,
    `${paused}.utf8`,
    `${paused}.doubles`,
    `${paused}.doubles-7-30`,
  ]
  const removed = [
    `${running}.utf8.${STRANGER}.part`,
    `${running}.doubles.${STRANGER}.0`,
    `${paused}.utf8.${STRANGER}.unpacked`,
    `${cancelled}.utf8`,
    `${finished}.doubles`,
    `${finished}.doubles-12-4`,
    `${paused}.doubles-7-30.${STRANGER}.0`,
  ]
  const others = [`${cancelled}.${STRANGER}.part`, `${orphan}.utf8`, `${STRANGER}.utf8.${STRANGER}.part`, 'notes.txt']
  for (const name of [...kept, ...removed, ...others]) await writeFile(storedPath(name), '')

  await sweepFiles(db)
  expect(new Set(await readdir(env.filesDir))).toEqual(
    new Set([running, paused, cancelled, finished, orphan, ...kept, ...removed, ...others]),
  )
  await sweepFiles(db, { youngMs: 0 })
  expect(new Set(await readdir(env.filesDir))).toEqual(new Set([running, paused, cancelled, finished, orphan, ...kept, ...others]))
})
