import type { Locator, Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['fr', 'de'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('nothing moves by itself: not while a job runs, not as jobs arrive, not when a tab opens', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const table = await newTable(NUMBERS)
      const path = await newFile(`${table.name}.csv`, numbersFile(3_000))
      await startImport(table, path, '--wait')
      await table.slowDown()
      const running = await startImport(table, await newFile('more.csv', numbersFile(60_000)))
      await watchShifts(page)

      // Jobs of other tests arrive too, but not in this list.
      await page.goto(`${address(locale, '/jobs/[jobId]', running)}?q=${table.name}`)
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect(job.details.getByRole('progressbar').first()).toHaveAttribute('aria-valuenow', /[1-9]/, { timeout: 20_000 })
      expect(await shiftsOf(page), 'as the page opens').toEqual([])

      // Rows that arrive above push the list's own rows down, and nothing else.
      const arriving = await startImport(table, path, '--no-start')
      await expect(page.locator(`a[href*="/${arriving}"]`).first()).toBeVisible()
      const moved = (await shiftsOf(page)).filter((shift) => !shift.includes('<tr') && !shift.includes('<td'))
      expect(moved, 'as a job arrives').toEqual([])

      for (const name of ['journal', 'rejects', 'general'] as const) {
        // Clicked by a script: what moves right after somebody's click is forgiven, and would not be seen here.
        await job.tab(name).evaluate((link: HTMLElement) => link.click())
        await expect(job.tab(name)).toHaveAttribute('aria-current', 'page')
        await settledFor(page, 400)
        expect(await shiftsOf(page), `as ${name} opens`).toEqual([])
      }

      await job.button('pause').evaluate((button: HTMLElement) => button.click())
      await job.isIn('paused')
      await settledFor(page, 400)
      expect((await shiftsOf(page)).length, 'as buttons change with the status').toBeLessThanOrEqual(2)
    })

    test('what stands in for the journal has the shape of what comes', async ({ page, words, database, newTable, newFile }) => {
      const table = await newTable(NUMBERS)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(10)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('finished')
      const waiting = job.details.locator('.animate-pulse').first()
      /** Upper edges and heights of the bar, of the lines and of the foot. */
      const parts = (of: Locator) =>
        of.evaluate((root) => [...root.children].map((part) => part.getBoundingClientRect()).map(({ top, height }) => [top, height]))

      // The server cannot read the entries until somebody has seen what stands in for them.
      const before = await database.sql.begin(async (own) => {
        await own`lock table quayside.journal_entries in access exclusive mode`
        await job.tab('journal').click()
        await expect(waiting).toBeVisible()
        return parts(waiting.locator('xpath=../..'))
      })
      const lines = page.getByRole('region', { name: words.t('journalTab.title') })
      await expect(lines.getByText(words.t('journal.move.finished'))).toBeVisible()
      await expect(waiting).toBeHidden()
      const after = await parts(lines.locator('xpath=..'))
      expect(before).toHaveLength(3)
      expect(before).toEqual(after)
    })
  })
}

for (const locale of ['de', 'fr'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('goes everywhere, is always seen, and is never lost', async ({ page, words: { t }, newTable, newFile }) => {
      const table = await newTable('number integer, town varchar(4)')
      const path = await newFile(`${table.name}.csv`, 'number;town\n1;Rom\nx;Bari\n3;Neapel\n')
      const jobId = await startImport(table, path, '--wait')
      const draft = await startImport(table, path, '--no-start')
      const mine = `?q=${table.name}`
      await page.emulateMedia({ reducedMotion: 'reduce' })

      await page.goto(address(locale, '/jobs') + mine)
      await expect(page.getByRole('row', { name: table.name }).first()).toBeVisible()
      await page.keyboard.press('Tab')
      await expect(page.getByRole('link', { name: t('shell.skip') })).toBeFocused()
      for (const url of [
        address(locale, '/jobs') + mine,
        address(locale, '/jobs/[jobId]', jobId) + mine,
        address(locale, '/jobs/[jobId]/journal', jobId) + mine,
        address(locale, '/jobs/[jobId]/rejects', jobId) + mine,
        address(locale, '/jobs/[jobId]/edit', draft),
        address(locale, '/jobs/new-import'),
        address(locale, '/statuses'),
      ]) {
        await page.goto(url)
        await expect(page.getByRole('heading').first()).toBeAttached()
        expect.soft(await unseenStops(page), url).toEqual([])
      }

      // Back to what opened it, when a question is answered with no.
      await page.goto(address(locale, '/jobs/[jobId]/edit', draft))
      const question = page.getByRole('button', { name: t('newJob.delete.button') })
      await question.focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(question).toBeFocused()

      // Onto the page that comes, by keys alone.
      await page.goto(address(locale, '/jobs') + mine)
      const link = page.getByRole('row', { name: table.name }).getByRole('link').last()
      await link.focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('article')).toBeVisible()
      expect(await focused(page)).not.toBe('body')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('article')).toBeHidden()
      expect(await focused(page)).not.toBe('body')

      // And when the row it was on is gone.
      await page.getByRole('checkbox', { name: table.name, exact: true }).first().focus()
      await page.keyboard.press('Space')
      const remove = page.getByRole('region', { name: t('bulk.bar') }).getByRole('button', { name: t('job.verbs.delete') })
      await remove.focus()
      await page.keyboard.press('Enter')
      const confirm = page.getByRole('dialog').getByRole('button', { name: t('bulk.delete.confirm'), exact: true })
      await confirm.focus()
      await page.keyboard.press('Enter')
      await expect(page.getByText(t('bulk.did.delete', { count: 1 }))).toBeVisible()
      await expect(page.getByRole('row', { name: table.name })).toHaveCount(1)
      await expect.poll(() => focused(page)).not.toBe('body')
    })
  })
}

for (const locale of ['fr', 'it'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('who wants no motion gets none', async ({ page, words: { t }, newTable, newFile }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile('more.csv', numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await expect(page.getByRole('button', { name: t('job.verbs.pause'), exact: true })).toBeVisible({ timeout: 20_000 })
      await page.getByRole('button', { name: t('shell.language', { language: t('languageName') }) }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      const moving = await page.evaluate(() => {
        const longest = (times: string) =>
          Math.max(...times.split(',').map((time) => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000)))
        return [...document.querySelectorAll('*')]
          .filter((element) => {
            const { animationName, animationDuration, transitionDuration } = getComputedStyle(element)
            return longest(transitionDuration) > 1 || (animationName !== 'none' && longest(animationDuration) > 1)
          })
          .map((element) => element.outerHTML.slice(0, 200))
      })
      expect(moving).toEqual([])
    })
  })
}

declare global {
  interface Window {
    shifts?: { value: number; moved: string[] }[]
  }
}

/** Notes from the next page on what moves without anybody's doing. */
function watchShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const shifts: { value: number; moved: string[] }[] = []
    window.shifts = shifts
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[])
        if (!hadRecentInput)
          shifts.push({
            value,
            moved: sources.map(({ node }) => (node instanceof Element ? node.outerHTML : (node?.textContent ?? '')).slice(0, 160)),
          })
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** What has moved since the last asking, by more than can be seen. */
function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (window.shifts?.splice(0) ?? [])
      .filter(({ value }) => value > 0.001)
      .map(({ value, moved }) => `${value.toFixed(4)}: ${moved.join(' | ')}`),
  )
}

/** Lets the page be for a moment. */
const settledFor = (page: Page, ms: number): Promise<void> => page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), ms)

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.localName ?? 'nothing')

/** Goes through a page by Tab; answers with the stops that cannot be seen, or not that they are the stop. */
async function unseenStops(page: Page): Promise<string[]> {
  const found: string[] = []
  const seen = new Set<string>()
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(async () => {
      // The page answers to the key by its next picture.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const element = document.activeElement
      if (!element || element === document.body) return null
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.color = 'var(--focus)'
      const focus = getComputedStyle(probe).color
      probe.remove()
      const ringed = (one: Element | null): boolean => {
        if (!one) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
        return (
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) ||
          (boxShadow !== 'none' && boxShadow.includes('0px 0px 0px 2px'))
        )
      }
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
      const within = right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight && width > 0 && height > 0
      const at = document.elementFromPoint(
        (Math.max(left, 0) + Math.min(right, window.innerWidth)) / 2,
        (Math.max(top, 0) + Math.min(bottom, window.innerHeight)) / 2,
      )
      const covered = within && at !== null && !element.contains(at) && !at.contains(element)
      let place: Element | null = element
      let path = ''
      for (; place; place = place.parentElement) path = `${[...(place.parentElement?.children ?? [])].indexOf(place)}/${path}`
      return {
        path,
        html: element.outerHTML.slice(0, 200),
        // A divider has no room for a ring; its line takes the colour.
        ringed:
          [...element.children].some((child) => getComputedStyle(child).backgroundColor === focus) ||
          ringed(element) ||
          ringed(element.closest('tr, label, li')) ||
          ringed(element.parentElement),
        within,
        covered,
      }
    })
    if (stop === null || seen.has(stop.path)) break
    seen.add(stop.path)
    if (!stop.ringed) found.push(`has no ring: ${stop.html}`)
    if (!stop.within) found.push(`is off the screen: ${stop.html}`)
    if (stop.covered) found.push(`is covered: ${stop.html}`)
  }
  if (seen.size < 5) found.push(`only ${seen.size} stops`)
  return found
}
