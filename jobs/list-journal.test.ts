import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db, Sql } from '#db/client.ts'
import { countEntries } from '#jobs/count-journal.ts'
import { entryIdAt } from '#jobs/entry-at.ts'
import type { JournalLevel } from '#jobs/journal.ts'
import type { JournalFilter, JournalWord } from '#jobs/journal-filter.ts'
import { entryIdInLine, findNext, linesOf } from '#jobs/journal-place.ts'
import { type EntryView, listJournal } from '#jobs/list-journal.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const START = Date.parse('2026-03-01T08:00:00Z')

/** A job whose journal has so many entries, a second apart; every 50th a warning, every 700th an error. */
async function filled(db: Db, sql: Sql, count: number): Promise<number> {
  const jobId = await insertJob(db, 'finished')
  await sql`
    insert into quayside.journal_entries (job_id, at, level, code, params, detail)
    select ${jobId}, ${new Date(START).toISOString()}::timestamptz + i * interval '1 s',
      (case when i % 700 = 0 then 'error' when i % 50 = 0 then 'warning' else 'info' end)::quayside.journal_level,
      case when i % 700 = 0 then 'error.unexpected' when i % 50 = 0 then 'import.kept_out' else 'import.chunk' end,
      case when i % 700 = 0 then '{}'::jsonb when i % 50 = 0 then jsonb_build_object('first', i * 10, 'last', i * 10 + 9, 'count', 2)
        else jsonb_build_object('first', i * 10, 'last', i * 10 + 9, 'success', 10 - i % 2, 'rejects', i % 2) end,
      case when i % 700 = 0 then 'lost connection ' || i end
    from generate_series(1, ${count}::int) i`
  return jobId
}

const word = (text: string, codes: JournalWord['codes'] = []): JournalWord => ({ codes, cases: [], texts: [text], inDetail: [] })

/** What a filter leaves, reckoned without the database. */
function leaves({ level, words = [], since, until }: JournalFilter, entry: EntryView): boolean {
  const text = `${JSON.stringify(Object.values(entry.params))} ${entry.detail ?? ''}`.toLowerCase()
  return (
    (level === undefined || (level === 'problem' ? entry.level !== 'info' : entry.level === level)) &&
    words.every(({ codes, texts }) => codes.includes(entry.code) || texts.some((one) => text.includes(one.toLowerCase()))) &&
    (!since || Date.parse(entry.at) >= since.getTime()) &&
    (!until || Date.parse(entry.at) <= until.getTime())
  )
}

/** The whole journal, page by page, from one end or the other. */
async function walk(db: Db, jobId: number, filter: JournalFilter, forward: boolean, limit: number): Promise<EntryView[]> {
  const read: EntryView[] = []
  let next: number | null = forward ? 0 : Number.MAX_SAFE_INTEGER
  while (next !== null) {
    const page = await listJournal(db, jobId, { ...filter, limit, ...(forward ? { after: next } : { before: next }) })
    if (forward) read.push(...page.entries)
    else read.unshift(...page.entries)
    next = forward ? page.later : page.earlier
  }
  return read
}

const levels = fc.constantFrom<(JournalLevel | 'problem' | undefined)[]>(undefined, 'info', 'warning', 'error', 'problem')
const words = fc.array(
  fc.constantFrom(
    word('lost'),
    word('LOST'),
    word('connection', ['import.kept_out']),
    word('4200'),
    word('2'),
    word('absent'),
    word('zz'),
    word('none', ['import.chunk']),
    word('none', ['error.unexpected']),
    word('1', ['error.unexpected', 'import.kept_out']),
  ),
  { maxLength: 3 },
)

describe('a journal that is longer than one look', () => {
  test('page by page, both ways, a reader sees every entry that the filter leaves, each once', async ({ db, sql }) => {
    const others = await filled(db, sql, 50)
    const count = 4500
    const jobId = await filled(db, sql, count)
    expect(await walk(db, others, {}, true, 200)).toHaveLength(50)
    const all = await walk(db, jobId, {}, true, 1000)
    expect(all).toHaveLength(count)
    const moment = fc.option(
      fc.integer({ min: -10, max: count + 10 }).map((second) => new Date(START + second * 1000)),
      { nil: undefined },
    )
    await fc.assert(
      fc.asyncProperty(
        levels,
        words,
        moment,
        moment,
        fc.boolean(),
        fc.constantFrom(173, 400, 999),
        async (level, wanted, since, until, forward, limit) => {
          const filter: JournalFilter = { words: wanted, ...(level && { level }), ...(since && { since }), ...(until && { until }) }
          const expected = all.filter((entry) => leaves(filter, entry)).map(({ id }) => id)
          expect((await walk(db, jobId, filter, forward, limit)).map(({ id }) => id)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('opened around any entry, it shows what the filter leaves on both sides of it', async ({ db, sql }) => {
    const jobId = await filled(db, sql, 1000)
    const all = await walk(db, jobId, {}, true, 1000)
    for (const line of [1, 2, 61, 500, 1000]) {
      const id = (await entryIdInLine(db, jobId, line)) as number
      expect(all[line - 1]?.id).toBe(id)
      expect(await linesOf(db, jobId, id)).toEqual({ total: 1000, before: line - 1 })
      const page = await listJournal(db, jobId, { around: id })
      const first = Math.max(0, line - 61)
      expect(page.entries.map((entry) => entry.id)).toEqual(all.slice(first, line + 199).map((entry) => entry.id))
      expect(page.earlier).toBe(first === 0 ? null : page.entries[0]?.id)
      expect(page.later).toBe(line + 199 >= 1000 ? null : page.entries.at(-1)?.id)
      const warnings = await listJournal(db, jobId, { level: 'warning', around: id })
      expect(warnings.entries.map((entry) => entry.id)).toEqual(all.filter((entry) => entry.level === 'warning').map((entry) => entry.id))
    }
    expect(await entryIdInLine(db, jobId, 1001)).toBe(null)
  })

  test('the entry of a time is the first that is not older', async ({ db, sql }) => {
    const jobId = await filled(db, sql, 300)
    const all = await walk(db, jobId, {}, true, 1000)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -2000, max: 302_000 }), async (ms) => {
        const expected = all.find(({ at }) => Date.parse(at) >= START + ms)?.id ?? null
        expect(await entryIdAt(db, jobId, new Date(START + ms))).toBe(expected)
      }),
      { numRuns: 60 },
    )
    expect(await entryIdAt(db, await insertJob(db, 'editing'), new Date(START))).toBe(null)
  })

  test('what is found is counted, up to a thousand', async ({ db, sql }) => {
    const jobId = await filled(db, sql, 2100)
    expect(await countEntries(db, jobId, { level: 'error' }, { after: 0 })).toEqual({ count: 3, more: false })
    expect(await countEntries(db, jobId, { level: 'problem' }, { after: 0 })).toEqual({ count: 42, more: false })
    expect(await countEntries(db, jobId, { words: [word('none', ['import.chunk'])] }, { after: 0 })).toEqual({ count: 1000, more: true })
    expect(await countEntries(db, jobId, { words: [word('absent')] }, { after: 0 })).toEqual({ count: 0, more: false })
    const [, second] = await walk(db, jobId, { level: 'error' }, true, 10)
    expect(await countEntries(db, jobId, { level: 'error' }, { before: second?.id ?? 0 })).toEqual({ count: 1, more: false })
  })

  test('from one warning or error to the next, and back, with its place among them', async ({ db, sql }) => {
    const jobId = await filled(db, sql, 720)
    const problems = (await walk(db, jobId, {}, true, 1000)).filter(({ level }) => level !== 'info').map(({ id }) => id)
    const total = { count: 14, more: false }
    const filter = { level: 'problem' } as const
    for (let from = 0, index = 0; index < problems.length; index += 1) {
      const next = await findNext(db, jobId, filter, { after: from })
      expect(next).toEqual({ id: problems[index], position: { count: index + 1, more: false }, total })
      from = next.id ?? 0
    }
    expect(await findNext(db, jobId, filter, { after: problems.at(-1) ?? 0 })).toEqual({ id: null, position: null, total })
    expect(await findNext(db, jobId, filter, { before: problems[3] ?? 0 })).toMatchObject({ id: problems[2], position: { count: 3 } })
    expect(await findNext(db, jobId, { words: [word('lost')] }, { after: 0 })).toMatchObject({ id: problems[13], total: { count: 1 } })
  })
})
