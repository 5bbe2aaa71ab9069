import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { FIRST_ENTRY, type LongJournal, longJournal } from '#e2e/long-journal.ts'
import { hear } from '#e2e/look.ts'
import { test as base, expect } from '#e2e/test.ts'
import { TIME_ZONE, type Words, wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'
import { writeJournal } from '#jobs/journal.ts'

const test = base.extend<{ newJournal: (lines: number) => Promise<LongJournal> }>({
  newJournal: async ({ database }, use) => {
    const made: LongJournal[] = []
    await use(async (lines) => {
      const journal = await longJournal(database, lines)
      made.push(journal)
      return journal
    })
    for (const journal of made) await journal.takeAway()
  },
})

/** The Journal tab as a reader sees it. */
function journalOn(page: Page, { t, format }: Words) {
  const lines = page.getByRole('region', { name: t('journalTab.title') })
  return {
    lines,
    rows: lines.locator('[data-entry]'),
    /** The line that tells of the nth thousand of records. */
    chunk: (nth: number): Locator =>
      lines.getByText(t('journal.import.chunk', { first: (nth - 1) * 1000 + 1, last: nth * 1000, success: 1000, rejects: 0 }), {
        exact: true,
      }),
    warning: (nth: number): Locator =>
      lines.getByText(t('journal.import.value_left_empty', { column: 'stadt', count: 1, record: nth * 1000, value: `Zürich ${nth}` })),
    marked: lines.locator('[aria-current="true"]'),
    search: page.getByRole('searchbox', { name: t('journalTab.search') }),
    // The list has a period of its own.
    button: (name: string) => page.getByRole('article').getByRole('button', { name, exact: true }),
    says: (text: string) => page.getByText(text, { exact: true }),
    line: (line: number, total: number) => page.getByText(t('journalTab.lineShown', { line, total }), { exact: true }),
    number: format.number,
  }
}

for (const locale of ['de', 'it'] satisfies Locale[]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('the journal is followed until somebody scrolls up, held still, and followed again', async ({ page, words, newJournal }) => {
      const { t } = words
      const { jobId, grow } = await newJournal(5000)
      const journal = journalOn(page, words)
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.says(t('journalTab.following'))).toBeVisible()
      await expect(journal.chunk(4999)).toBeInViewport()
      await grow(2)
      await expect(journal.chunk(5002)).toBeInViewport()

      await journal.lines.hover()
      await page.mouse.wheel(0, -700)
      await expect(journal.says(t('journalTab.held'))).toBeVisible()
      const reading = journal.chunk(4985)
      await reading.scrollIntoViewIfNeeded()
      await page.mouse.wheel(0, -1)
      const before = await reading.boundingBox()
      await grow(3)
      await expect(journal.says(t('journalTab.fresh', { count: 3, more: 'false' }))).toBeVisible()
      await grow(400)
      await expect(journal.says(t('journalTab.fresh', { count: 403, more: 'false' }))).toBeVisible()
      expect(await reading.boundingBox()).toEqual(before)
      await expect(journal.chunk(5403)).not.toBeInViewport()

      await journal.lines.press('End')
      await expect(journal.chunk(5405)).toBeInViewport()
      await expect(journal.says(t('journalTab.following'))).toBeVisible()
      // More at once than anybody reads: the end is shown, and the page stays small.
      await grow(6000)
      await expect(journal.chunk(11_405)).toBeInViewport()
      expect(await journal.rows.count()).toBeLessThan(700)

      await journal.lines.press('Home')
      await expect(journal.chunk(1)).toBeInViewport()
      await expect(journal.line(1, 11_405)).toBeVisible()
      await journal.button(t('journalTab.follow')).click()
      await expect(journal.chunk(11_405)).toBeInViewport()
    })

    test('scrolling leads through all of it both ways, and nothing jumps', async ({ page, words, newJournal }) => {
      const lines = 700
      const { jobId, ids } = await newJournal(lines)
      const all = (await ids()).map(String)
      const journal = journalOn(page, words)
      await page.setViewportSize({ width: 1280, height: 1600 })
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(lines - 1)).toBeInViewport()
      /** Scrolls by so much; answers with the lines that can be seen then. */
      const scroll = (by: number) =>
        journal.lines.evaluate(async (area, by) => {
          area.scrollTop += by
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
          const { top, bottom } = area.getBoundingClientRect()
          return [...area.querySelectorAll<HTMLElement>('[data-entry]')]
            .filter((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom)
            .map((row) => row.dataset.entry ?? '')
        }, by)
      for (const direction of [-1, 1]) {
        const seen = new Set<string>()
        let before = await scroll(0)
        const last = direction < 0 ? all[0] : all.at(-1)
        for (let turns = 0; turns < 1000 && !before.includes(last ?? ''); turns += 1) {
          for (const id of before) seen.add(id)
          const shown = await scroll(direction * 500)
          // What was seen before and what is seen next hang together: something is in both, and nothing is left out.
          expect(shown.some((id) => before.includes(id))).toBe(true)
          expect(shown).toEqual(all.slice(all.indexOf(shown[0] ?? ''), all.indexOf(shown.at(-1) ?? '') + 1))
          before = shown
        }
        for (const id of before) seen.add(id)
        expect(seen.size).toBe(lines)
      }
      expect(await journal.rows.count()).toBeLessThanOrEqual(600)
    })

    test('from one warning or error to the next, by keys and by buttons, and by level', async ({ page, words, newJournal }) => {
      const { t } = words
      const { jobId } = await newJournal(2000)
      const journal = journalOn(page, words)
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(1999)).toBeInViewport()
      const position = (nth: number) => journal.says(t('journalTab.position', { position: nth, total: '21' }))
      await journal.lines.focus()
      await page.keyboard.press('p')
      await expect(journal.marked).toContainText('Zürich 2000')
      await page.keyboard.press('p')
      await expect(journal.marked).toContainText(t('journal.error.unexpected'))
      await expect(position(20)).toBeVisible()
      await page.keyboard.press('p')
      await expect(journal.marked).toContainText('Zürich 1900')
      await expect(journal.marked).toBeInViewport()
      await expect(position(19)).toBeVisible()
      await journal.lines.press('Home')
      await expect(journal.chunk(1)).toBeInViewport()
      await page.keyboard.press('n')
      await expect(journal.marked).toContainText('Zürich 100')
      await journal.button(t('journalTab.nextProblem')).click()
      await expect(journal.marked).toContainText('Zürich 200')
      await expect(position(2)).toBeVisible()

      const levels = page.getByRole('navigation', { name: t('journalTab.levels.label') })
      await expect(levels.getByRole('link', { name: t('journalTab.levels.warning') })).toContainText('20')
      await levels.getByRole('link', { name: t('journalTab.levels.warning') }).click()
      await expect(page).toHaveURL(/[?&]level=warning/)
      await expect(journal.rows).toHaveCount(20)
      await page.goBack()
      await expect(levels.getByRole('link', { name: t('journalTab.levels.all') })).toHaveAttribute('aria-current', 'true')
    })

    test('no key of the journal pauses the job, wherever the focus is', async ({ page, words, database, newJournal }) => {
      const { t } = words
      const { jobId, label } = await newJournal(2000)
      const journal = journalOn(page, words)
      const status = async () => (await database.sql`select status from quayside.jobs where id = ${jobId}`)[0]?.status
      await page.goto(`${address(locale, '/jobs/[jobId]', jobId)}?q=${encodeURIComponent(label)}`)
      const job = new JobPage(page, words)
      await job.isIn('running')
      await page.keyboard.press('2')
      await expect(job.tab('journal')).toBeFocused()
      await expect(journal.chunk(1999)).toBeInViewport()
      // From the tab, where the key that led here has left the focus; from a button of the header; from the list.
      const row = page.getByRole('row', { name: label }).getByRole('link')
      const places = [job.tab('journal'), job.details.getByRole('button', { name: t('job.copyLink'), exact: true }), row]
      const marked = ['Zürich 2000', t('journal.error.unexpected'), 'Zürich 1900']
      for (const [index, place] of places.entries()) {
        await place.focus()
        await page.keyboard.press('p')
        await expect(journal.marked).toContainText(marked[index] ?? '')
        expect(await status()).toBe('running')
      }
      await page.keyboard.press('n')
      await expect(journal.marked).toContainText(t('journal.error.unexpected'))
      expect(await status()).toBe('running')
      await job.isIn('running')
      // On another tab it is the key of Pause again.
      await page.keyboard.press('1')
      await expect(job.tab('general')).toHaveAttribute('aria-current', 'page')
      await expect(journal.lines).toBeHidden()
      await page.keyboard.press('p')
      await job.isIn('pausing')
    })

    test('warnings and errors are counted as they come, and can be gone to', async ({ page, words, database, newJournal }) => {
      const { t } = words
      const { jobId } = await newJournal(5)
      const journal = journalOn(page, words)
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(5)).toBeVisible()
      const levels = page.getByRole('navigation', { name: t('journalTab.levels.label') })
      const count = (level: 'warning' | 'error') => levels.getByRole('link', { name: t(`journalTab.levels.${level}`) })
      const next = journal.button(t('journalTab.nextProblem'))
      await expect(next).toBeDisabled()
      await expect(count('warning')).toHaveAccessibleName(t('journalTab.levels.warning'))

      await writeJournal(database.db, jobId, { code: 'import.left_out', params: { line: 7 } })
      await expect(count('warning')).toHaveAccessibleName(new RegExp(`${t('journalTab.levels.warning')}.*1$`))
      await expect(next).toBeEnabled()
      await writeJournal(database.db, jobId, { code: 'import.left_out', params: { line: 8 } })
      await writeJournal(database.db, jobId, { code: 'error.unexpected', params: {} })
      await expect(count('warning')).toHaveAccessibleName(new RegExp(`${t('journalTab.levels.warning')}.*2$`))
      await expect(count('error')).toHaveAccessibleName(new RegExp(`${t('journalTab.levels.error')}.*1$`))
      await next.click()
      await expect(journal.marked).toContainText(t('journal.import.left_out', { line: 7 }))
      await expect(journal.says(t('journalTab.position', { position: 1, total: '3' }))).toBeVisible()
    })

    test('what only counts on is not read out', async ({ page, words, database, newJournal }) => {
      const { t } = words
      const { jobId, grow } = await newJournal(5)
      const journal = journalOn(page, words)
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(5)).toBeInViewport()
      await journal.search.fill('1.000')
      const found = (count: number) => journal.says(t('journalTab.found', { count, more: 'false' }))
      await expect(found(5)).toBeVisible()
      // As long as it takes to be read out.
      await page.waitForTimeout(1500)
      const heard = await hear(page)
      for (let turn = 1; turn <= 3; turn += 1) {
        await grow(10)
        await expect(found(5 + turn * 10)).toBeVisible()
      }
      await writeJournal(database.db, jobId, { code: 'import.left_out', params: { line: 7 } })
      await expect(journal.button(t('journalTab.nextProblem'))).toBeEnabled()
      expect(await heard()).toEqual([])
      // What somebody asks for is.
      await journal.search.fill('qqqqabsent')
      await expect.poll(heard).toContain(t('journalTab.found', { count: 0, more: 'false' }))
    })
  })
}

for (const [locale, query, chunks] of [
  ['fr', 'REUSSIS 1 999 000', 1],
  ['pt-BR', 'sucesso 1.999.000', 1],
] as const)
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test(`the whole journal is searched in ${locale}, and marked in its place`, async ({ page, words, newJournal }) => {
      const { t } = words
      const { jobId } = await newJournal(6000)
      const journal = journalOn(page, words)
      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(5999)).toBeInViewport()
      await page.locator('body').press('/')
      await expect(journal.search).toBeFocused()
      await journal.search.fill('zürich')
      await expect(journal.says(t('journalTab.found', { count: 60, more: 'false' }))).toBeVisible()
      await expect(journal.rows).toHaveCount(60)
      await expect(journal.rows.last().locator('mark')).toHaveText('Zürich')

      await journal.search.fill(query)
      await expect(journal.rows).toHaveCount(chunks)
      await expect(journal.chunk(1999)).toBeVisible()
      await expect(journal.rows.locator('mark')).toHaveCount(2)

      // A word of the sentence itself, which is in the catalog alone.
      await journal.search.fill(t('journal.error.unexpected').split(/[.;]/)[0] ?? '')
      await expect(journal.rows).toHaveCount(1)
      await journal.search.fill('qqqqabsent')
      await expect(page.getByText(t('journalTab.empty.filtered'))).toBeVisible()

      await journal.search.fill('zürich')
      await expect(journal.rows).toHaveCount(60)
      await journal.button(t('journalTab.inContext')).click()
      await expect(page).toHaveURL(/context=1/)
      await expect.poll(() => journal.rows.count()).toBeGreaterThan(100)
      await journal.search.press('Shift+Enter')
      await expect(journal.marked.locator('mark')).toHaveText('Zürich')
      const first = await journal.marked.getAttribute('data-entry')
      await journal.search.press('Shift+Enter')
      await expect(journal.marked).not.toHaveAttribute('data-entry', first ?? '')
      await expect(journal.marked).toBeInViewport()
      expect(await journal.rows.count()).toBeGreaterThan(100)
      // The address says it all.
      const number = await journal.marked.getAttribute('data-entry')
      await page.reload()
      await expect(journal.marked).toHaveAttribute('data-entry', number ?? '')
      await expect(journal.marked).toBeInViewport()
      await expect(journal.search).toHaveValue('zürich')
    })
  })

test('a link to a line shows it to another reader in their language', async ({ page, context, words, newJournal, newReader }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { jobId } = await newJournal(3000)
  const journal = journalOn(page, words)
  await page.goto(address('fr', '/jobs/[jobId]/journal', jobId))
  await expect(journal.chunk(2999)).toBeInViewport()
  await journal.button(words.t('journalTab.goTo.title')).click()
  const dialog = page.getByRole('dialog', { name: words.t('journalTab.goTo.title') })
  await dialog.getByRole('textbox').first().fill('700')
  await dialog.getByRole('textbox').first().press('Enter')
  await expect(journal.marked).toContainText('Zürich 700')
  await journal.marked.hover()
  await journal.marked.getByRole('button', { name: words.t('journalTab.copyLink') }).click()
  await expect(page.getByText(words.t('job.linkCopied'))).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).pathname).toBe(`/j/${jobId}/journal`)

  const colleague = await newReader('it')
  const theirs = journalOn(colleague, wordsOf('it'))
  await colleague.goto(link)
  await expect(colleague).toHaveURL(new RegExp(address('it', '/jobs/[jobId]/journal', jobId)))
  await expect(theirs.warning(700)).toBeInViewport()
  await expect(theirs.marked).toContainText('Zürich 700')
  await expect(theirs.marked.getByRole('link')).toBeFocused()
  await expect(theirs.says(wordsOf('it').t('journalTab.held'))).toBeVisible()
  // The arrow keys lead from line to line.
  await colleague.keyboard.press('ArrowDown')
  await expect(theirs.chunk(701).locator('xpath=ancestor::li').getByRole('link')).toBeFocused()
})

for (const [locale, since, until] of [
  ['es', '14/03/2026, 23:59:30', '15/3/2026 0:05'],
  ['de', '14.03.2026, 23:59:30', '15.3.2026 0.05'],
] as const)
  test.describe(`times in ${locale}`, () => {
    test.use({ locale })

    test('a time is chosen by the clock of the reader, and what it leaves is downloaded in their language', async ({
      page,
      words,
      newJournal,
    }) => {
      const { t } = words
      const { jobId, label } = await newJournal(2000)
      const journal = journalOn(page, words)
      // Of the first page that a reader opens, the server does not know their clock: by its own it is still the day before.
      const [saturday, sunday] = [FIRST_ENTRY, new Date('2026-03-15T01:00:00Z')].map((day) =>
        words.format.dateTime(day, { dateStyle: 'full' }),
      )
      await page.goto(`${address(locale, '/jobs/[jobId]/journal', jobId)}?since=2026-03-14T23:10:00Z&until=2026-03-14T23:15:00Z`)
      await expect(journal.lines.getByText(words.format.dateTime(new Date('2026-03-14T23:15:00Z'), 'time'))).toBeVisible()
      await expect(journal.lines.getByText(sunday ?? '')).toBeVisible()
      await expect(journal.lines.getByText(saturday ?? '')).toBeHidden()

      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId))
      await expect(journal.chunk(1999)).toBeInViewport()
      // The first day ends at 22:30 in UTC, which is half past eleven in Rome.
      await journal.lines.press('Home')
      await expect(journal.lines.getByText(words.format.dateTime(FIRST_ENTRY, { dateStyle: 'full' }))).toBeVisible()

      await journal.button(t('journalTab.period.title')).click()
      const dialog = page.getByRole('dialog', { name: t('journalTab.period.title') })
      await expect(dialog.getByText(t('journalTab.period.zone', { zone: TIME_ZONE }))).toBeVisible()
      const field = (end: 'since' | 'until') => dialog.getByLabel(t(`journalTab.period.${end}`))
      const apply = dialog.getByRole('button', { name: t('journalTab.period.apply') })
      await field('since').fill('31.02.2026')
      await apply.click()
      await expect(dialog.getByText(t('journalTab.period.unreadable', { pattern: t('journalTab.period.pattern') }))).toBeVisible()
      await field('since').fill(since)
      await field('until').fill('14/3/2026')
      await field('until').fill(since.replace('59:30', '00:00'))
      await apply.click()
      await expect(dialog.getByText(t('journalTab.period.wrong'))).toBeVisible()
      // A minute lasts until the next one begins.
      await field('until').fill(until)
      await apply.click()
      await expect(journal.rows).toHaveCount(130)
      await expect(page).toHaveURL(/since=2026-03-14T22%3A59%3A30/)
      // Midnight is among them.
      await expect(journal.lines.getByText(words.format.dateTime(new Date('2026-03-15T01:00:00Z'), { dateStyle: 'full' }))).toBeVisible()

      const download = async (group: 'filtered' | 'whole', kind: 'txt' | 'csv' | 'jsonl') => {
        await journal.button(t('journalTab.download.title')).click()
        const items = page.getByRole('menuitem', { name: t(`journalTab.download.${kind}`) })
        const [file] = await Promise.all([page.waitForEvent('download'), items.nth(group === 'filtered' ? 0 : 1).click()])
        expect(file.suggestedFilename()).toBe(`${t('journalTab.fileName', { label })}.${kind}`)
        return readFile(await file.path(), 'utf8')
      }
      const text = await download('filtered', 'txt')
      expect(text.trimEnd().split('\n')).toHaveLength(130)
      expect(text).toContain(`2026-03-14 23:59:30.000+01:00  ${t('journalTab.level.info')}`)
      const csv = await download('whole', 'csv')
      expect(csv.trimEnd().split('\r\n')).toHaveLength(2001)
      expect(csv).toContain(t('journalTab.file.message'))
      expect(csv).toContain(t('journal.error.unexpected'))
      expect(csv).toContain(`'=1+1 broken pipe`)
      const told = (await download('filtered', 'jsonl'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(told).toHaveLength(130)
      expect(told[0]).toMatchObject({ code: 'import.chunk', level: 'info', at: '2026-03-14T23:59:30.000+01:00' })
      expect(told[0].message).toContain(t('journal.import.chunk', { ...told[0].params }))

      // The field shows what it meant, as one would type it here, and another time is gone to.
      await journal.button(t('journalTab.period.title')).click()
      await expect(field('since')).toHaveValue(since)
      await page.keyboard.press('Escape')
      await journal.button(t('journalTab.period.clear')).click()
      await journal.button(t('journalTab.goTo.title')).click()
      const places = page.getByRole('dialog', { name: t('journalTab.goTo.title') })
      await expect(places.getByText(t('journalTab.period.zone', { zone: TIME_ZONE }))).toBeVisible()
      await places.getByLabel(t('journalTab.goTo.time'), { exact: true }).fill(since)
      await places.getByLabel(t('journalTab.goTo.time'), { exact: true }).press('Enter')
      await expect(journal.marked).toContainText(words.format.dateTime(new Date('2026-03-14T22:59:30Z'), 'time'))
    })
  })

test('the journal answers programs too, and says no to what makes no sense', async ({ request, newJournal }) => {
  const { jobId, ids } = await newJournal(300)
  const all = await ids()
  const ask = (query: string) => request.get(`/api/jobs/${jobId}/journal${query}`)
  const numbers = async (query: string) => ((await (await ask(query)).json()).entries as { id: number }[]).map(({ id }) => id)
  expect(await numbers('')).toEqual(all.slice(-200))
  expect(await numbers(`?before=${all[100]}`)).toEqual(all.slice(0, 100))
  expect(await numbers(`?after=${all[100]}`)).toEqual(all.slice(101))
  expect(await numbers('?level=warning')).toEqual([all[99], all[199], all[299]])
  expect(await numbers('?find=z%C3%BCrich%20100&locale=es')).toEqual([all[99]])
  expect(await numbers('?since=2026-03-14T23:30:00%2B01:00&until=2026-03-14T22:30:06Z')).toEqual(all.slice(0, 3))
  expect(await (await ask('/count?level=problem')).json()).toEqual({ count: 4, more: false })
  expect(await (await ask(`/place?level=problem&after=${all[99]}`)).json()).toEqual({
    id: all[199],
    position: { count: 2, more: false },
    total: { count: 4, more: false },
  })
  expect(await (await ask('/place?line=7')).json()).toEqual({ id: all[6] })
  expect(await (await ask('/place?time=2026-03-14T22:30:07Z')).json()).toEqual({ id: all[3] })
  expect(await (await ask(`/place?of=${all[3]}`)).json()).toEqual({ total: 300, before: 3 })
  for (const senseless of [
    '?after=x',
    '?level=loud',
    '?since=yesterday',
    '/count?after=-1',
    '/place?time=noon',
    '/download',
    '/download?format=exe',
  ])
    expect((await ask(senseless)).status(), senseless).toBe(400)
  for (const path of ['', '/count', '/place', '/download?format=csv'])
    expect((await request.get(`/api/jobs/987654321/journal${path}`)).status(), path).toBe(404)
})
