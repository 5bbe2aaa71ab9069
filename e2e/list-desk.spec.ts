import type { Locator, Page } from '@playwright/test'
import { COLUMNS as LIST_COLUMNS } from '#components/jobs/list-columns.ts'
import { address } from '#e2e/address.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/routing.ts'

const COLUMNS = 'code integer'
const HOUR = 3_600_000

/** The labels of the rows, from the top. */
const labels = (page: Page) => page.getByRole('row').getByRole('link').allTextContents()
const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

for (const locale of ['de', 'pt-BR'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('the headings sort, say so, and the way back leads through the orders', async ({ page, words: { t }, database, newTable }) => {
      const table = await newTable(COLUMNS)
      await insertJobs(database, table, [
        { label: 'b', rejects: 7, activeMs: 5000 },
        { label: 'c', rejects: 1, activeMs: 90_000, kind: 'export' },
        { label: 'a', rejects: 3, activeMs: 1000 },
      ])
      const list = `${address(locale, '/jobs')}?q=${table.name}`
      await page.goto(list)
      await expect.poll(() => labels(page)).toEqual(['a', 'c', 'b'])
      const heading = (column: 'label' | 'rejects' | 'kind' | 'duration') =>
        page.getByRole('columnheader', { name: t(`list.columns.${column}`) })

      await heading('label').getByRole('button').click()
      await expect(page).toHaveURL(`${list}&sort=label`)
      await expect(heading('label')).toHaveAttribute('aria-sort', 'ascending')
      await expect.poll(() => labels(page)).toEqual(['a', 'b', 'c'])

      await heading('rejects').getByRole('button').focus()
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(`${list}&sort=-rejects`)
      await expect(heading('rejects')).toHaveAttribute('aria-sort', 'descending')
      await expect(heading('label')).not.toHaveAttribute('aria-sort')
      await expect.poll(() => labels(page)).toEqual(['b', 'a', 'c'])
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(`${list}&sort=rejects`)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(list)

      await page.goBack()
      await expect.poll(() => labels(page)).toEqual(['c', 'a', 'b'])
      await page.goBack()
      await page.goBack()
      await expect(heading('label')).toHaveAttribute('aria-sort', 'ascending')
      await page.reload()
      await expect.poll(() => labels(page)).toEqual(['a', 'b', 'c'])

      await heading('kind').getByRole('button').click()
      await expect(page).toHaveURL(`${list}&sort=kind`)
      await heading('duration').getByRole('button').dblclick()
      await expect(page).toHaveURL(`${list}&sort=duration`)
      await expect.poll(() => labels(page)).toEqual(['a', 'b', 'c'])
      await heading('kind').getByRole('button').click()
      await expect.poll(() => labels(page)).toEqual(['b', 'a', 'c'])
    })

    test('the list is sorted by start, end, status and owner, either way round', async ({ page, words: { t }, database, newTable }) => {
      const table = await newTable(COLUMNS)
      const hours = (ago: number) => new Date(Date.now() - ago * HOUR)
      await insertJobs(database, table, [
        { label: 'a', owner: 'Grace', status: 'finished', startedAt: hours(3), finishedAt: hours(1) },
        { label: 'b', owner: 'Ada', status: 'cancelled', startedAt: hours(2), finishedAt: hours(2) },
        { label: 'c', owner: 'Zoe', status: 'paused', startedAt: hours(5) },
      ])
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      for (const [column, first, second] of [
        ['start', ['b', 'a', 'c'], ['c', 'a', 'b']],
        // What has not ended yet ends last; statuses stand in the order of a job's life.
        ['end', ['c', 'a', 'b'], ['b', 'a', 'c']],
        ['status', ['c', 'b', 'a'], ['a', 'b', 'c']],
        ['owner', ['b', 'a', 'c'], ['c', 'a', 'b']],
      ] as const) {
        const heading = page.getByRole('columnheader', { name: t(`list.columns.${column}`), exact: true })
        await heading.getByRole('button').click()
        await expect.poll(() => labels(page), column).toEqual(first)
        const descends = column === 'start' || column === 'end'
        await expect(heading).toHaveAttribute('aria-sort', descends ? 'descending' : 'ascending')
        await heading.getByRole('button').click()
        await expect(heading).toHaveAttribute('aria-sort', descends ? 'ascending' : 'descending')
        await expect.poll(() => labels(page), `${column} again`).toEqual(second)
      }
    })

    test('on a desk of 1280 pixels all columns are there, and a title of thirty letters is whole', async ({
      page,
      words: { t },
      database,
      newTable,
    }) => {
      const table = await newTable(COLUMNS)
      const label = 'Rechnungen Nord-West Q3 (neu)'
      await insertJobs(database, table, [{ label, owner: 'Konstantin', rejects: 12_345, startedAt: new Date('2024-11-22T16:44:00Z') }])
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      const cut = (text: Locator) => text.evaluate((element) => element.scrollWidth - element.clientWidth)
      for (const column of LIST_COLUMNS)
        await expect(page.getByRole('columnheader', { name: t(`list.columns.${column}`), exact: true })).toBeVisible()
      const row = page.getByRole('row').filter({ hasText: label })
      expect(await cut(row.getByRole('link'))).toBe(0)
      for (const cell of await row.getByRole('cell').all()) expect(await cut(cell)).toBe(0)
      await page.setViewportSize({ width: 390, height: 844 })
      await expect(row.getByText('Konstantin')).toBeVisible()
      const [owner, status] = [await row.getByText('Konstantin').boundingBox(), await row.getByText(t('status.finished')).boundingBox()]
      expect(Math.abs((owner?.y ?? 0) - (status?.y ?? 99))).toBeLessThan(4)
    })

    test('the filters are in the address, each is taken away by itself', async ({ page, words: { t, format }, database, newTable }) => {
      const [table, other] = [await newTable(COLUMNS), await newTable(COLUMNS)]
      const owner = `Grace ${table.name}`
      await insertJobs(database, table, [
        { label: 'mine', owner, status: 'paused' },
        { label: 'old', owner, startedAt: new Date(Date.now() - 40 * 24 * HOUR) },
      ])
      await insertJobs(database, other, [{ label: 'elsewhere', owner }])
      await page.goto(address(locale, '/jobs'))
      const filters = page.getByRole('search', { name: t('list.filters') })
      const open = (name: string) => filters.getByRole('button', { name, exact: true }).click()

      await open(t('list.columns.owner'))
      await page.getByRole('combobox', { name: t('list.filter.findOwner') }).fill(owner.toUpperCase())
      await page.keyboard.press('Enter')
      await expect.poll(() => searchOf(page)).toEqual({ owner })
      await expect.poll(() => labels(page)).toEqual(['elsewhere', 'old', 'mine'])

      await open(t('list.filter.table'))
      await page.getByRole('option', { name: `public.${table.name}` }).click()
      await expect.poll(() => labels(page)).toEqual(['old', 'mine'])

      await open(t('list.columns.status'))
      // Beside each status stands how many jobs of it the other filters leave.
      const status = (name: 'paused' | 'finished') =>
        page.getByRole('checkbox', { name: `${t(`status.${name}`)} ${format.number(1)}`, exact: true })
      await expect(status('finished')).toBeVisible()
      await status('paused').check()
      await page.keyboard.press('Escape')
      await expect.poll(() => labels(page)).toEqual(['mine'])
      await filters.getByRole('button', { name: t('list.filter.remove', { name: t('list.columns.status') }) }).click()
      await expect.poll(() => labels(page)).toEqual(['old', 'mine'])

      await open(t('list.period.name'))
      await page.getByRole('radio', { name: t('list.period.last30') }).check()
      await expect.poll(() => searchOf(page)).toEqual({ owner, table: `public.${table.name}`, period: 'last30' })
      await expect.poll(() => labels(page)).toEqual(['mine'])
      await page.getByRole('textbox', { name: t('list.period.from'), exact: true }).fill('03/02/2001 04:05')
      await page.getByRole('textbox', { name: t('list.period.to'), exact: true }).fill('3.2.2001 4:04')
      await page.getByRole('button', { name: t('list.period.apply') }).click()
      await expect(page.getByText(t('list.period.wrong'))).toBeVisible()
      await page.getByRole('textbox', { name: t('list.period.to'), exact: true }).fill('03.02.2001, 05:05')
      await page.getByRole('button', { name: t('list.period.apply') }).click()
      await expect.poll(() => searchOf(page)).toMatchObject({ from: '2001-02-03T03:05:00.000Z', to: '2001-02-03T04:05:00.000Z' })
      await expect(page.getByText(t('list.empty.filtered'))).toBeVisible()

      await page.goBack()
      await expect.poll(() => labels(page)).toEqual(['mine'])
      await page.reload()
      await expect.poll(() => labels(page)).toEqual(['mine'])
      await filters.getByRole('button', { name: t('list.reset') }).click()
      await expect(page).toHaveURL(address(locale, '/jobs'))
    })

    test('the strip over time filters by a bar, by a drag and by the keyboard', async ({ page, words: { t }, database, newTable }) => {
      const table = await newTable(COLUMNS)
      const day = (days: number) => new Date(Date.now() - days * 24 * HOUR)
      await insertJobs(database, table, [
        { label: 'long ago', startedAt: day(35), status: 'cancelled' },
        { label: 'a while ago', startedAt: day(6) },
        { label: 'now', startedAt: day(0), status: 'finished_with_errors' },
      ])
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      const strip = page.getByRole('slider', { name: t('list.strip.name') })
      await expect(strip).toHaveAttribute('aria-valuetext', new RegExp(t('list.strip.jobs', { count: 2 })))
      const box = await strip.boundingBox()
      if (!box) throw new Error('the strip has no place')
      const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const

      // Thirty days, since there is an older job: the last bar is today, the last third the last ten days.
      await page.mouse.move(...at(0.99))
      await expect(page.getByText(t('list.strip.jobs', { count: 1 }))).toBeVisible()
      await page.mouse.move(...at(0.67))
      await page.mouse.down()
      await page.mouse.move(...at(0.8))
      await page.mouse.move(...at(0.999))
      await page.mouse.up()
      await expect.poll(() => labels(page)).toEqual(['now', 'a while ago'])
      await expect.poll(() => Object.keys(searchOf(page))).toEqual(['from', 'to', 'q'])

      await strip.focus()
      await page.keyboard.press('Escape')
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?q=${table.name}`)
      await expect.poll(() => labels(page)).toEqual(['now', 'a while ago', 'long ago'])
      await expect(strip).toHaveAttribute('aria-valuemax', '30')
      await page.keyboard.press('End')
      await expect(strip).toHaveAttribute('aria-valuetext', new RegExp(`${t('status.finished_with_errors')} 1$`))
      await page.keyboard.press('Enter')
      await expect.poll(() => labels(page)).toEqual(['now'])
      await expect(strip).toBeFocused()
      await page.goBack()
      await expect.poll(() => labels(page)).toEqual(['now', 'a while ago', 'long ago'])

      await page.getByRole('button', { name: t('list.strip.hide') }).click()
      await expect(strip).toBeHidden()
      await page.reload()
      await expect(page.getByRole('button', { name: t('list.strip.show') })).toBeVisible()
      await expect(strip).toBeHidden()
    })
  })
}

for (const locale of ['fr', 'es'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('pages lead to older and newer jobs, and stay as they are while jobs arrive', async ({
      page,
      words: { t },
      database,
      newTable,
    }) => {
      const table = await newTable(COLUMNS)
      const name = (index: number) => `job ${String(index).padStart(3, '0')}`
      const ids = await insertJobs(
        database,
        table,
        Array.from({ length: 120 }, (_, index) => ({ label: name(index) })),
      )
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      const pages = page.getByRole('navigation', { name: t('list.paging.name') })
      await expect(pages).toContainText(t('list.paging.numbers', { first: String(ids[119]), last: String(ids[70]) }))
      await expect(pages.getByRole('button', { name: t('list.paging.newest.previous'), exact: true })).toBeDisabled()

      await pages.getByRole('button', { name: t('list.paging.newest.next'), exact: true }).click()
      await expect.poll(async () => (await labels(page)).at(0)).toBe(name(69))
      await insertJobs(database, table, [{ label: 'arrived' }])
      await pages.getByRole('button', { name: t('list.paging.newest.next'), exact: true }).click()
      await expect.poll(async () => (await labels(page)).at(-1)).toBe(name(0))
      await expect(pages.getByRole('button', { name: t('list.paging.newest.next'), exact: true })).toBeDisabled()
      await pages.getByRole('button', { name: t('list.paging.newest.previous'), exact: true }).click()
      await expect.poll(async () => (await labels(page)).at(0)).toBe(name(69))
      await page.reload()
      await expect.poll(async () => (await labels(page)).at(0)).toBe(name(69))
      await pages.getByRole('button', { name: t('list.paging.newest.first'), exact: true }).click()
      await expect.poll(async () => (await labels(page)).at(0)).toBe('arrived')
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?q=${table.name}`)

      // Further down the reader stays where they are, and is told.
      const row = page.getByRole('row', { name: name(80) })
      await row.scrollIntoViewIfNeeded()
      await insertJobs(database, table, [{ label: 'one more' }])
      await page.getByRole('button', { name: t('list.newJobs', { count: 1 }) }).click()
      await expect(page.getByRole('row', { name: 'one more' })).toBeInViewport()
    })
  })
}

test('the list stands above the details or beside them, as the reader chose', async ({ page, newReader, database, newTable }) => {
  const table = await newTable(COLUMNS)
  const [jobId = 0] = await insertJobs(database, table, [{ label: `${'Kundenstammdatenaktualisierung '.repeat(6)}` }])
  const german = await newReader('de')
  for (const [reader, locale] of [
    [page, 'fr'],
    [german, 'de'],
  ] as const) {
    const { t } = wordsOf(locale)
    await reader.setViewportSize({ width: 1280, height: 800 })
    await reader.goto(`${address(locale, '/jobs/[jobId]', jobId)}?q=${table.name}`)
    const list = reader.getByRole('region', { name: t('list.title') })
    const details = reader.getByRole('article')
    const box = async (of: typeof list) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    expect((await box(details)).y).toBeGreaterThan((await box(list)).y + 100)

    await reader.getByRole('button', { name: t('list.desk.beside') }).click()
    await expect.poll(async () => (await box(details)).x).toBeGreaterThan(400)
    expect((await box(details)).y).toBe((await box(list)).y)
    const divider = reader.getByRole('separator', { name: t('list.divider.beside') })
    await expect(divider).toHaveAttribute('aria-orientation', 'vertical')
    await divider.focus()
    const { width } = await box(list)
    await reader.keyboard.press('ArrowRight')
    await expect.poll(async () => (await box(list)).width).toBeGreaterThan(width + 40)
    await reader.reload()
    await expect.poll(async () => (await box(list)).width).toBeGreaterThan(width + 40)

    await divider.dblclick()
    await expect(list).toBeHidden()
    await divider.focus()
    await reader.keyboard.press('Enter')
    await expect(list).toBeVisible()

    await reader.setViewportSize({ width: 1000, height: 800 })
    await expect.poll(async () => (await box(details)).y).toBeGreaterThan((await box(list)).y + 100)
    await expect(reader.getByRole('separator', { name: t('list.divider.above') })).toHaveAttribute('aria-orientation', 'horizontal')
  }
})

test.describe('a phone', () => {
  test.use({ locale: 'it', viewport: { width: 390, height: 844 }, hasTouch: true })

  test('all filters and the order are behind one button', async ({ page, words: { t }, database, newTable }) => {
    const table = await newTable(COLUMNS)
    await insertJobs(database, table, [{ label: 'b', rejects: 2 }, { label: 'a', rejects: 1, status: 'cancelled' }, { label: 'c' }])
    await page.goto(`${address('it', '/jobs')}?q=${table.name}`)
    await page.getByRole('button', { name: t('list.filter.all', { count: 0 }) }).tap()
    const sheet = page.getByRole('dialog', { name: t('list.filters') })
    await sheet.getByRole('radio', { name: t('list.rejects.with') }).check()
    await sheet.getByLabel(t('list.sort.name')).selectOption({ label: t('list.sort.label.ascending') })
    await sheet.getByRole('button', { name: t('list.filter.show') }).tap()
    await expect.poll(() => labels(page)).toEqual(['a', 'b'])
    await expect(page).toHaveURL(`${address('it', '/jobs')}?rejects=with&q=${table.name}&sort=label`)
    await page.getByRole('button', { name: t('list.filter.all', { count: 1 }) }).tap()
    await sheet.getByRole('checkbox', { name: t('status.cancelled') }).check()
    await page.keyboard.press('Escape')
    await expect.poll(() => labels(page)).toEqual(['a'])
  })
})
