import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { findDatabase } from '#cli/open.ts'
import { type Connection, connect } from '#db/client.ts'
import { createTable, type Table } from '#e2e/table.ts'
import { type Words, wordsOf } from '#e2e/words.ts'
import { type Locale, routing } from '#i18n/routing.ts'

type Fixtures = {
  /** What the pages say in the browser's language: `test.use({ locale: 'de' })`. */
  words: Words
  /** A table of this test's own; it goes with its jobs when the test ends. */
  newTable: (columns: string) => Promise<Table>
  /** Writes a file to choose on a page or to name on the command line; answers with its path. */
  newFile: (name: string, content: string | Buffer) => Promise<string>
  /** One more person: a browser of their own, in their own language. */
  newReader: (locale: Locale) => Promise<Page>
}

/** A test in a real browser on the running installation: pages, worker and database. What a page throws fails it. */
export const test = base.extend<Fixtures, { database: Connection }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what the fixture needs
    async ({}, use) => {
      const database = connect(await findDatabase(), { name: 'quayside e2e', max: 4 })
      await use(database)
      await database.close()
    },
    { scope: 'worker' },
  ],
  words: async ({ locale }, use) => {
    const known = routing.locales.find((one) => one === locale)
    if (!known) throw new Error(`the pages do not speak ${locale}`)
    await use(wordsOf(known))
  },
  page: async ({ page }, use) => {
    const thrown = errorsOf(page)
    await use(page)
    expect(thrown).toEqual([])
  },
  newTable: async ({ database }, use) => {
    const tables: Table[] = []
    await use(async (columns) => {
      const table = await createTable(database, columns)
      tables.push(table)
      return table
    })
    for (const table of tables) await table.takeAway()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what the fixture needs
  newFile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'quayside-e2e-'))
    await use(async (name, content) => {
      const path = join(folder, name)
      await writeFile(path, content)
      return path
    })
    await rm(folder, { recursive: true })
  },
  newReader: async ({ browser }, use) => {
    const pages: { page: Page; thrown: Error[] }[] = []
    await use(async (locale) => {
      const context = await browser.newContext({ locale })
      const page = await context.newPage()
      pages.push({ page, thrown: errorsOf(page) })
      return page
    })
    for (const { page, thrown } of pages) {
      await page.context().close()
      expect(thrown).toEqual([])
    }
  },
})

export { expect } from '@playwright/test'

/**
 * React's word for a page of which the server could not render a part. It also says so of a page that is left while the server
 * still sends it, which nobody sees; where somebody would, there is the error page instead, and the test does not find its words.
 */
const CUT_OFF = /React error #441;/

/** What the page throws from now on: broken scripts, and pages that are not what the server rendered. */
function errorsOf(page: Page): Error[] {
  const thrown: Error[] = []
  page.on('pageerror', (error) => CUT_OFF.test(error.message) || thrown.push(error))
  return thrown
}
