import { userInfo } from 'node:os'
import { createTranslator } from 'use-intl/core'
import { type Connection, connect } from '#db/client.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { burstsOf, saidBy } from '#e2e/look.ts'
import { SIXTH, type SixthLanguage, startWithSixthLanguage } from '#e2e/sixth-language.ts'
import { COLUMNS, seeEverything, settled } from '#e2e/states.ts'
import { Table } from '#e2e/table.ts'
import { test as base, expect } from '#e2e/test.ts'
import { TIME_ZONE } from '#e2e/words.ts'
import { formats } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { addressOf } from '#i18n/pages.ts'

type Six = SixthLanguage & { connection: Connection }

const test = base.extend<object, { six: Six }>({
  six: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what the fixture needs
    async ({}, use) => {
      const installation = await startWithSixthLanguage()
      const connection = connect((await installation.quayside('database-url')).trim(), { name: 'quayside e2e', max: 2 })
      await use({ ...installation, connection })
      await connection.close()
      await installation.stop()
    },
    { scope: 'worker', timeout: 400_000 },
  ],
})

/** Names and signs that are the same in every language, and what Intl writes: dates, times, units, lists. */
const KNOWN = new RegExp(
  [
    ...[
      'Quayside',
      userInfo().username.replace(/\W/g, '.'),
      'public',
      '\\.csv',
      'Europe/Rome',
      'alt\\+T',
      '^[A-Z]$',
      '\\b[0-9a-f]{8,64}…?',
    ],
    ...['UTF-(8|16)( [LB]E)?', 'Windows-\\d+', 'ISO-[-\\d]+', 'SHA-256', 'CSV', 'JSON', 'XLSX', 'Parquet'],
    ...['(?<=\\d)[\\s\\u202F]?([AP]M|K|M|bytes?|[kMG]B)\\b', 'GMT|UTC', '\\b(at|and|now)\\b', '(second|minute|hour)s? ago'],
    ...(['long', 'short'] as const).flatMap((length) => [
      ...[...Array(12).keys()].map((month) => new Intl.DateTimeFormat('en', { month: length }).format(new Date(2026, month))),
      ...[...Array(7).keys()].map((day) => new Intl.DateTimeFormat('en', { weekday: length }).format(new Date(2026, 1, day))),
    ]),
  ].join('|'),
  'g',
)

/** As wide as a desk's screen is at 200 %, among others. */
const SIZES = { desk: { width: 1280, height: 900 }, 'zoomed desk': { width: 640, height: 400 }, phone: { width: 390, height: 844 } }

test.use({ locale: SIXTH, permissions: ['clipboard-read', 'clipboard-write'], trace: 'off', actionTimeout: 30_000 })

test('a sixth language is one catalog and one line, no page forgets a word, and nothing bursts', async ({ page, newFile, six }) => {
  test.setTimeout(400_000)
  const { catalog, connection, baseURL, quayside } = six
  const table = new Table(connection, 'πίνακας')
  // The examples are in the languages of their countries. A worker may still be at one of them, and the database then chooses who gives way.
  await expect(async () => void (await connection.sql`delete from quayside.jobs`)).toPass({ timeout: 30_000 })
  for (const { name } of await connection.sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`)
    await connection.sql`drop table ${connection.sql(name)}`
  await connection.sql.unsafe(`create table ${table.name} (${COLUMNS})`)
  const problems: string[] = []

  await page.goto(baseURL)
  await expect(page).toHaveURL(`${baseURL}/${SIXTH}${addressOf('/jobs', catalog.addresses)}`)
  await seeEverything(
    {
      page,
      t: createTranslator({ locale: SIXTH as Locale, formats, timeZone: TIME_ZONE, messages: catalog }),
      at: (name, jobId, query = '') =>
        `${baseURL}/${SIXTH}${addressOf(name, catalog.addresses).replace('[jobId]', String(jobId)).replace(/\/$/, '')}${query}`,
      quayside,
      table,
      insert: (jobs) => insertJobs(connection, table, jobs),
      newFile,
    },
    async (state) => {
      for (const { text, where } of await saidBy(page))
        if (/[A-Za-z]/.test(text.replace(KNOWN, ''))) problems.push(`${state}: “${text}” is not translated, ${where}`)
      for (const [name, size] of Object.entries(SIZES)) {
        await page.setViewportSize(size)
        await settled(page)
        for (const burst of await burstsOf(page)) problems.push(`${state}, ${name}: ${burst}`)
      }
      await page.setViewportSize(SIZES.desk)
    },
  )
  expect([...new Set(problems)].join('\n')).toBe('')
})
