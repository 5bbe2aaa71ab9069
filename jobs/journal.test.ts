import { describe, expect } from 'vitest'
import { type Entry, JOURNAL, type JournalCode, writeJournal } from '#jobs/journal.ts'
import { JOURNAL_PAGE, listJournal } from '#jobs/list-journal.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow } from '#test/jobs.ts'

const CODES = Object.keys(JOURNAL) as JournalCode[]

/** Every parameter as a text that quoting could break. */
const entryOf = (code: JournalCode) =>
  ({ code, params: Object.fromEntries(JOURNAL[code].params.map((name) => [name, `${name} 'a' "b" \\ {c}`])) }) as Entry

describe('every code is written and read with its parameters', () => {
  test.for(CODES)('%s', async (code, { db }) => {
    const jobId = await insertJob(db, 'running')
    const entry = entryOf(code)
    await writeJournal(db, jobId, { ...entry, detail: 'disk "x" full' } as Entry)
    const { entries } = await listJournal(db, jobId)
    expect(entries).toMatchObject([{ code, level: JOURNAL[code].level, params: entry.params, detail: 'disk "x" full' }])
    expect((await jobNow(db, jobId)).errors).toBe(JOURNAL[code].level === 'error' ? 1 : 0)
  })
})

test('the newest page comes first, and both ways lead through all of it', async ({ db }) => {
  const jobId = await insertJob(db, 'running')
  const total = JOURNAL_PAGE + 10
  for (let first = 1; first <= total; first += 1)
    await writeJournal(db, jobId, { code: 'import.chunk', params: { first, last: first, success: 1, rejects: 0 } })
  const numbers = ({ entries }: Awaited<ReturnType<typeof listJournal>>) => entries.map(({ params }) => params.first)
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

  const newest = await listJournal(db, jobId)
  expect(numbers(newest)).toEqual(range(11, total))
  expect(newest).toMatchObject({ earlier: newest.entries[0]?.id, later: null })
  const earlier = await listJournal(db, jobId, { before: newest.entries[0]?.id })
  expect(numbers(earlier)).toEqual(range(1, 10))
  expect(earlier).toMatchObject({ earlier: null, later: earlier.entries.at(-1)?.id })
  expect(numbers(await listJournal(db, jobId, { after: earlier.entries.at(-1)?.id }))).toEqual(range(11, total))
  expect(numbers(await listJournal(db, jobId, { after: 0 }))).toEqual(range(1, JOURNAL_PAGE))
  expect(numbers(await listJournal(db, jobId, { level: 'error' }))).toEqual([])
})
