import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { createTranslator } from 'use-intl/core'
import { describe, expect } from 'vitest'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { findWords, searchWords } from '#i18n/search-words.ts'
import { JOURNAL, type JournalCode } from '#jobs/journal.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { ROOT } from '#lib/env.ts'
import { journalWords, type Sentences } from '#lib/journal-words.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const SEPARATORS = { ';': 'semicolon', '|': 'pipe' } as const

const catalogs = Object.fromEntries(
  LOCALES.map((locale) => [locale, JSON.parse(readFileSync(join(ROOT, 'messages', `${locale}.json`), 'utf8'))]),
) as Record<Locale, { journal: Sentences; general: { separators: Record<string, string> } }>

const wordsFor = (locale: Locale, text: string) =>
  journalWords(
    searchWords(text, locale),
    catalogs[locale].journal,
    Object.entries(SEPARATORS).map(([value, name]) => ({
      param: 'separator',
      value,
      text: catalogs[locale].general.separators[name] ?? '',
    })),
  )

type Told = { code: JournalCode; params: Record<string, string | number>; detail?: string | null }

/** A job with these entries; answers with its number and what a search in a language finds, by their places. */
async function journalOf(db: Parameters<typeof insertJob>[0], sql: import('#db/client.ts').Sql, told: Told[]) {
  const jobId = await insertJob(db, 'finished')
  const rows = told.map(({ code, params, detail }) => ({ code, params, detail: detail ?? null, level: JOURNAL[code].level }))
  const ids = await sql<{ id: string }[]>`
    insert into quayside.journal_entries (job_id, at, level, code, params, detail)
    select ${jobId}, clock_timestamp(), level::quayside.journal_level, code, params, detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e (level text, code text, params jsonb, detail text) returning id`
  const search = async (locale: Locale, text: string) => {
    const { entries } = await listJournal(db, jobId, { words: wordsFor(locale, text) })
    return entries.map(({ id }) => ids.findIndex((row) => Number(row.id) === id))
  }
  return { jobId, search }
}

describe('words are found in what the reader reads', () => {
  test('sentences in the language of each reader, with and without accents, in any number', async ({ db, sql }) => {
    const { search } = await journalOf(db, sql, [
      { code: 'move.paused', params: {} },
      { code: 'import.chunk', params: { first: 1, last: 1_234_567, success: 7, rejects: 1 } },
      { code: 'error.disk_full', params: {} },
    ])
    expect(await search('fr', 'rejetés')).toEqual([1])
    expect(await search('fr', 'REJETE')).toEqual([1])
    expect(await search('de', 'zurückgewiesen')).toEqual([1])
    expect(await search('de', 'zuruckgewiesen')).toEqual([1])
    expect(await search('de', 'Datenträger Platz')).toEqual([2])
    expect(await search('fr', 'Datenträger')).toEqual([])
    expect(await search('de', 'ausgesetzt')).toEqual([0])
    expect(await search('pt-BR', 'pausa')).toEqual([0])
    expect(await search('es', 'disco')).toEqual([2])
    // What is only the name of a parameter or of a code is nothing that anybody reads.
    for (const locale of LOCALES) expect(await search(locale, 'last')).toEqual([])
    expect(await search('it', 'disk_full')).toEqual([])
  })

  test('numbers as they are stored and as the reader writes them', async ({ db, sql }) => {
    const { search } = await journalOf(db, sql, [
      { code: 'import.counted', params: { total: 1_234_567 } },
      { code: 'import.counted', params: { total: 99 } },
    ])
    for (const locale of LOCALES) {
      expect(await search(locale, '1234567')).toEqual([0])
      expect(await search(locale, new Intl.NumberFormat(locale).format(1_234_567))).toEqual([0])
      expect(await search(locale, '99')).toEqual([1])
      expect(await search(locale, '98')).toEqual([])
    }
    expect(await search('fr', '1 234 567')).toEqual([0])
    expect(await search('de', '234.567')).toEqual([0])
    // A German thousand is no Brazilian fraction.
    expect(await search('de', '1,234,567')).toEqual([])
  })

  test('signs that mean something to the database stand for themselves', async ({ db, sql }) => {
    const values = ['100 % sure', 'a_b', 'axb', 'c:\\data\\x', 'say "hi"', "l'eau", 'l’eau', 'Ärger', 'tab\there', "'; drop table x; --"]
    const { search } = await journalOf(db, sql, [
      ...values.map((actor): Told => ({ code: 'move.start', params: { actor } })),
      { code: 'error.unexpected', params: {}, detail: 'value "x\\y" at 100%' },
    ])
    expect(await search('it', '%')).toEqual([0, 10])
    expect(await search('it', '_')).toEqual([1])
    expect(await search('it', 'a_b')).toEqual([1])
    expect(await search('it', '\\')).toEqual([3, 10])
    expect(await search('it', 'data\\x')).toEqual([3])
    expect(await search('it', 'x\\y')).toEqual([10])
    expect(await search('it', '"hi"')).toEqual([4])
    expect(await search('it', "l'eau")).toEqual([5, 6])
    expect(await search('it', 'l’eau')).toEqual([5, 6])
    expect(await search('it', 'ärg')).toEqual([7])
    expect(await search('it', "'; drop")).toEqual([9])
    expect(await search('it', 'a_b\0\ud800')).toEqual([])
    expect(await search('it', 'a_b\0')).toEqual([1])
  })

  test('a parameter that is shown as a word is found by the word, and only there', async ({ db, sql }) => {
    const { search } = await journalOf(db, sql, [
      { code: 'import.detected', params: { encoding: 'utf-8', separator: ';', columns: 3 } },
      { code: 'import.detected', params: { encoding: 'utf-8', separator: '|', columns: 3 } },
      { code: 'import.recognized', params: { kind: 'parquet', columns: 3 } },
      { code: 'import.recognized', params: { kind: 'xlsx', columns: 3 } },
    ])
    expect(await search('de', 'semikolon')).toEqual([0])
    expect(await search('de', 'Datei Semikolon')).toEqual([0])
    expect(await search('de', 'Parquet')).toEqual([2])
    expect(await search('de', 'Excel-Arbeitsmappe')).toEqual([3])
  })

  test('any line, copied from the page, is found in its language', async ({ db, sql }) => {
    const kinds = ['fixed', 'json', 'parquet', 'xlsx', 'text']
    const codes = (Object.keys(JOURNAL) as JournalCode[]).filter((code) => !(JOURNAL[code].params as readonly string[]).includes('size'))
    const value = fc.oneof(
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.stringMatching(/^[a-zA-Zäéßñ0-9_%\\"'.;,-]{1,12}$/).filter((text) => /[a-z0-9]/i.test(text)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...codes),
        fc.array(value, { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...LOCALES),
        async (code, values, locale) => {
          const { [locale]: catalog } = catalogs
          const message = code.split('.').reduce<unknown>((at, key) => (at as Sentences)[key], catalog.journal) as string
          const params = Object.fromEntries(
            JOURNAL[code].params.map((name, index) => {
              const counted = new RegExp(`\\{${name}, (?:number|plural)`).test(message)
              if (name === 'kind') return [name, kinds[index % kinds.length] ?? '']
              return [name, counted ? Number(values[index]) || index : (values[index] ?? '')]
            }),
          )
          const { search } = await journalOf(db, sql, [
            { code, params },
            { code: 'move.start', params: { actor: 'nobody' } },
          ])
          const say = createTranslator({ locale, messages: catalog.journal as never }) as unknown as (key: string, given: unknown) => string
          const sentence = say(code, params)
          for (let from = 0; from < sentence.split(/\s+/).length; from += 7)
            expect(
              await search(
                locale,
                sentence
                  .split(/\s+/)
                  .slice(from, from + 7)
                  .join(' '),
              ),
              sentence,
            ).toContain(0)
        },
      ),
      { numRuns: 80 },
    )
  })
})

describe('words are marked where they stand', () => {
  const marked = (locale: Locale, text: string, query: string) =>
    findWords(text, searchWords(query, locale)).map(([from, to]) => text.slice(from, to))

  test('with accents, capitals and thousands', () => {
    expect(marked('fr', 'Enregistrements 1\u202f234\u202f567 rejetés', '1234567 rejete')).toEqual(['1\u202f234\u202f567', 'rejeté'])
    expect(marked('de', 'Datensätze 1.001 bis 1.100', 'DATEN 1.1')).toEqual(['Daten', '1.1'])
    expect(marked('de', 'Datensätze 1.001 bis 1.100', '1001')).toEqual(['1.001'])
    expect(marked('de', 'abcabc', 'ab bca')).toEqual(['abcab'])
    expect(marked('it', 'niente', '')).toEqual([])
  })

  test('what is marked is what is there, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...LOCALES), (text, query, locale) => {
        let end = 0
        for (const [from, to] of findWords(text, searchWords(query, locale))) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(text.length)
          end = to
        }
      }),
    )
  })
})
