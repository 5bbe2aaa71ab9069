import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createTranslator } from 'use-intl/core'
import { type Connection, connect } from '#db/client.ts'
import { burstsOf, saidBy } from '#e2e/look.ts'
import { type Installation, SIXTH, startWithSixthLanguage } from '#e2e/sixth-language.ts'
import { test as base, expect } from '#e2e/test.ts'
import { TIME_ZONE } from '#e2e/words.ts'
import { formats } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'
import { addressOf, type PAGES } from '#i18n/pages.ts'

type Six = Installation & { connection: Connection }

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

/** Nothing of what the test makes is written in Latin letters, so that these are left for what was forgotten. */
const TABLE = 'πίνακας'
const LABEL = 'Πωλήσεις Μαρτίου και Απριλίου, δεύτερη προσπάθεια μετά τη διόρθωση'
const FILE = 'πωλήσεις.csv'
const COLUMNS = 'κωδικός integer, πόλη varchar(12) not null, ποσό numeric(10, 2), ημέρα date'
const CONTENT =
  'κωδικός;πόλη;ποσό;ημέρα\n1;Λάρισα;1.234,50;25/03/2026\nχ;Βόλος;2,00;26/03/2026\n3;;αβγ;31/02/2026\n4;Θεσσαλονίκη και περίχωρα;1,00;\n'

/** The reader's habits, names and signs that are the same in every language. */
const KNOWN = new RegExp(
  [
    'Quayside',
    userInfo().username.replace(/\W/g, '.'),
    '\\.csv',
    'UTF-8|SHA-256|CSV|JSON|XLSX|Parquet',
    '\\b[0-9a-f]{8,64}…?',
    'public\\.?',
    // Dates, times and units as Intl writes them.
    '[AP]M\\b|GMT|\\bat\\b|byte|kB|MB',
    ...[...Array(12).keys()].map((month) => new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(2026, month))),
    ...[...Array(7).keys()].map((day) => new Intl.DateTimeFormat('en', { weekday: 'long' }).format(new Date(2026, 1, day))),
  ].join('|'),
  'g',
)

const VIEWPORTS = { desk: { width: 1280, height: 900 }, 'zoomed to 200 %': { width: 640, height: 450 }, phone: { width: 390, height: 844 } }

test.use({ locale: 'en-XA' })

test('a sixth language is one catalog and one line, no page forgets a word, and nothing bursts', async ({ page, six }) => {
  test.setTimeout(240_000)
  const t = createTranslator({ locale: SIXTH as Locale, formats, timeZone: TIME_ZONE, messages: six.catalog })
  const at = (name: (typeof PAGES)[number], jobId?: number, query = '') =>
    `${six.baseURL}/${SIXTH}${addressOf(name, six.catalog.addresses).replace('[jobId]', String(jobId))}${query}`
  const jobs = await makeJobs(six)
  const problems: string[] = []

  /** What is forgotten or bursts in what is on the screen now, at every size. */
  async function look(state: string) {
    for (const { text, where } of await saidBy(page)) {
      const rest = text.replace(KNOWN, '')
      if (/[A-Za-z]/.test(rest)) problems.push(`${state}: “${text}” is not translated, ${where}`)
    }
    for (const [name, size] of Object.entries(VIEWPORTS)) {
      await page.setViewportSize(size)
      await settled(page)
      for (const burst of await burstsOf(page)) problems.push(`${state}, ${name}: ${burst}`)
    }
    await page.setViewportSize(VIEWPORTS.desk)
  }

  await page.goto(six.baseURL)
  await expect(page).toHaveURL(at('/jobs'))
  await look('examples')
  await page.goto(at('/jobs', undefined, '?q=Μαρτίου'))
  await look('list')
  for (const name of ['/jobs/[jobId]', '/jobs/[jobId]/journal', '/jobs/[jobId]/rejects'] as const)
    for (const [status, id] of Object.entries(jobs)) {
      await page.goto(at(name, id, '?q=Μαρτίου'))
      await expect(page.getByRole('article')).toBeVisible()
      await look(`${name} ${status}`)
    }
  expect([...new Set(problems)].join('\n')).toBe('')
})

/** Animations are over and the page has been drawn. */
function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => {})),
    )
  })
}

/** A job in every status that lasts. */
async function makeJobs({ quayside, connection: { sql } }: Six): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'quayside-e2e-'))
  const path = join(folder, FILE)
  await writeFile(path, CONTENT)
  await sql.unsafe(`create table ${TABLE} (${COLUMNS})`)
  const start = async (...options: string[]) =>
    JSON.parse(await quayside('import', path, '--into', TABLE, '--label', LABEL, '--json', ...options)).id as number
  const finished = await start('--wait')
  const editing = await start('--no-start')
  const cancelled = await start('--no-start')
  await rm(folder, { recursive: true })
  return { finished, editing, cancelled }
}
