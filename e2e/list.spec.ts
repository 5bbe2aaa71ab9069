import { address } from '#e2e/address.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { JobPage } from '#e2e/job-page.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import { LOCALE_COOKIE, type Locale, routing } from '#i18n/routing.ts'

const COLUMNS = 'code integer, town varchar(20)'
const GOOD = 'code;town\n1;Lyon\n2;Nice\n'
const WITH_REJECTS = 'code;town\n1;Lyon\nx;Nice\n'
const TABS = ['/jobs/[jobId]', '/jobs/[jobId]/journal', '/jobs/[jobId]/rejects'] as const

for (const locale of ['fr', 'de'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('filters live in the address, survive a reload and are reset', async ({ page, words: { t }, database, newTable, newFile }) => {
      const [finished, draft] = [await newTable(COLUMNS), await newTable(COLUMNS)]
      await startImport(finished, await newFile('rejects.csv', WITH_REJECTS), '--wait')
      await startImport(draft, await newFile('good.csv', GOOD), '--no-start')
      const exported = await newTable(COLUMNS)
      const [, byNumber] = await insertJobs(database, exported, [
        { label: exported.name, rejects: 3, fileName: `Umsatz-${exported.name}.csv` },
        { label: exported.name, kind: 'export' },
      ])
      const rowOf = (name: string) => page.getByRole('row', { name })

      await page.goto(address(locale, '/jobs'))
      await expect(rowOf(finished.name)).toBeVisible()
      await expect(rowOf(draft.name)).toBeVisible()
      const filters = page.getByRole('search', { name: t('list.filters') })
      await filters.getByRole('button', { name: t('list.columns.status'), exact: true }).click()
      await page.getByRole('checkbox', { name: t('status.editing') }).check()
      await page.keyboard.press('Escape')
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?status=editing`)
      await expect(rowOf(draft.name)).toBeVisible()
      await expect(rowOf(finished.name)).toBeHidden()

      await filters.getByRole('button', { name: t('list.reset') }).click()
      await filters.getByRole('button', { name: t('list.columns.rejects'), exact: true }).click()
      await page.getByRole('radio', { name: t('list.rejects.with') }).check()
      await page.keyboard.press('Escape')
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?rejects=with`)
      await expect(rowOf(finished.name)).toBeVisible()
      await expect(rowOf(draft.name)).toBeHidden()

      await filters.getByRole('searchbox', { name: t('list.search') }).fill(finished.name)
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?rejects=with&q=${finished.name}`)
      await expect(page.getByRole('row')).toHaveCount(2)
      await page.reload()
      await expect(page.getByRole('row')).toHaveCount(2)
      await expect(rowOf(finished.name)).toBeVisible()
      await expect(filters.getByRole('searchbox')).toHaveValue(finished.name)
      await expect(filters.getByRole('button', { name: t('list.filter.remove', { name: t('list.columns.rejects') }) })).toBeVisible()

      // Not by what is counted alone: those without, by their kind, by the file's name, by their number.
      await page.goto(`${address(locale, '/jobs')}?q=${exported.name}`)
      await expect(page.getByRole('row')).toHaveCount(3)
      const choose = async (column: 'kind' | 'rejects', name: string) => {
        await filters.getByRole('button', { name: t(`list.columns.${column}`), exact: true }).click()
        await page.getByRole('radio', { name, exact: true }).check()
        await page.keyboard.press('Escape')
      }
      await choose('kind', t('list.kind.export'))
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?type=export&q=${exported.name}`)
      await expect(page.getByRole('row')).toHaveCount(2)
      await expect(rowOf(exported.name)).toContainText(t('list.kind.export'))
      await filters.getByRole('button', { name: t('list.filter.remove', { name: t('list.columns.kind') }) }).click()
      await choose('kind', t('list.kind.import'))
      await expect(page.getByRole('row')).toHaveCount(2)
      await expect(rowOf(exported.name)).toContainText(t('list.kind.import'))
      await filters.getByRole('button', { name: t('list.filter.remove', { name: t('list.columns.kind') }) }).click()
      await choose('rejects', t('list.rejects.without'))
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?rejects=without&q=${exported.name}`)
      await expect(page.getByRole('row')).toHaveCount(2)
      await expect(rowOf(exported.name)).toContainText(t('list.kind.export'))

      await page.goto(address(locale, '/jobs'))
      const search = filters.getByRole('searchbox', { name: t('list.search') })
      await search.fill(`UMSATZ-${exported.name}`)
      await expect(page.getByRole('row')).toHaveCount(2)
      await expect(rowOf(exported.name)).toContainText(t('list.kind.import'))
      await search.fill(String(byNumber))
      await expect(page.getByRole('row').filter({ has: page.locator(`a[href*="/${byNumber}?"]`) })).toContainText(t('list.kind.export'))

      await filters.getByRole('searchbox').fill(`${finished.name} nowhere`)
      await expect(page.getByText(t('list.empty.filtered'))).toBeVisible()
      await filters.getByRole('button', { name: t('list.reset') }).click()
      await expect(page).toHaveURL(address(locale, '/jobs'))
      await expect(rowOf(draft.name)).toBeVisible()
      await expect(rowOf(finished.name)).toBeVisible()
    })
  })
}

test('the keyboard opens a job, its tabs and goes back to the filtered list', async ({ page, words, newTable, newFile }) => {
  const { t } = words
  const table = await newTable(COLUMNS)
  const jobId = await startImport(table, await newFile('rejects.csv', WITH_REJECTS), '--wait')
  const list = `${address('fr', '/jobs')}?q=${table.name}`
  await page.goto(list)
  await page.getByRole('row', { name: table.name }).getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${address('fr', '/jobs/[jobId]', jobId)}?q=${table.name}`)
  const job = new JobPage(page, words)
  await job.isIn('finished')

  await job.tab('rejects').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('rejectsTab.scope.open', { count: 1 }), { exact: true })).toBeVisible()
  await expect(page).toHaveURL(`${address('fr', '/jobs/[jobId]/rejects', jobId)}?q=${table.name}`)

  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(list)
  await expect(job.details).toBeHidden()
  await page.goBack()
  await expect(page.getByText(t('rejectsTab.scope.open', { count: 1 }), { exact: true })).toBeVisible()
})

test('the language switch stays on the job, its tab and the filters', async ({ page, newTable, newFile }) => {
  const table = await newTable(COLUMNS)
  const jobId = await startImport(table, await newFile('rejects.csv', WITH_REJECTS), '--wait')
  const query = `?rejects=with&q=${table.name}`
  await page.goto(`${address('fr', '/jobs/[jobId]/rejects', jobId)}${query}`)
  let from: Locale = 'fr'
  for (const locale of [...routing.locales.slice(1), 'fr'] as const) {
    const { t } = wordsOf(locale)
    const spoken = wordsOf(from)
    await page.getByRole('button', { name: spoken.t('shell.language', { language: spoken.t('languageName') }) }).click()
    await page.getByRole('menuitemradio', { name: t('languageName') }).click()
    await expect(page).toHaveURL(`${address(locale, '/jobs/[jobId]/rejects', jobId)}${query}`)
    await expect(page.getByText(t('rejectsTab.scope.open', { count: 1 }), { exact: true })).toBeVisible()
    await expect(page.getByText(t('rejectReasons.not_a_whole_number')).first()).toBeVisible()
    await expect(page.getByRole('row', { name: table.name })).toContainText(t('status.finished'))
    await expect(page).toHaveTitle(new RegExp(table.name))
    from = locale
  }
})

test('an address with another language’s words leads to the own ones', async ({ request, baseURL }) => {
  for (const locale of routing.locales)
    for (const other of routing.locales)
      for (const page of TABS) {
        const own = address(locale, page, 1001)
        const foreign = address(other, page, 1001).replace(`/${other}/`, `/${locale}/`)
        if (foreign === own) continue
        const response = await request.get(`${foreign}?q=Lyon`, { maxRedirects: 0 })
        expect(response.status(), foreign).toBe(307)
        expect(new URL(response.headers().location ?? '', baseURL).href, foreign).toBe(`${baseURL}${own}?q=Lyon`)
      }
})

test('a job or a page that is not there is said so, with status 404, in every language', async ({ page }) => {
  for (const locale of routing.locales) {
    const { t } = wordsOf(locale)
    for (const tab of TABS) {
      const response = await page.goto(address(locale, tab, 987_654_321))
      expect(response?.status(), tab).toBe(404)
      await expect(page.getByRole('main').getByText(t('errors.jobMissing', { jobId: '987654321' }))).toBeVisible()
    }
    const response = await page.goto(`/${locale}/a/b`)
    expect(response?.status()).toBe(404)
    await expect(page.getByText(t('notFound.title'))).toBeVisible()
    await page.getByRole('link', { name: t('notFound.toList') }).click()
    await expect(page).toHaveURL(address(locale, '/jobs'))
  }
})

test('/ and /j/ choose by the saved language, then by the browser’s, then French', async ({ request }) => {
  const cases: [{ 'accept-language'?: string; cookie?: string }, Locale][] = [
    [{ 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' }, 'de'],
    [{ 'accept-language': 'pt-PT' }, 'pt-BR'],
    [{ 'accept-language': 'en-US,it;q=0.5,es;q=0.7' }, 'es'],
    [{ 'accept-language': 'ja' }, 'fr'],
    [{ 'accept-language': 'de', cookie: `${LOCALE_COOKIE}=it` }, 'it'],
    [{ 'accept-language': 'de', cookie: `${LOCALE_COOKIE}=xx` }, 'de'],
  ]
  for (const [headers, locale] of cases) {
    const home = await request.get('/', { headers })
    expect(new URL(home.url()).pathname, JSON.stringify(headers)).toBe(address(locale, '/jobs'))
    const neutral = await request.get('/j/987654321/journal?q=x', { headers })
    expect(new URL(neutral.url()).pathname, JSON.stringify(headers)).toBe(address(locale, '/jobs/[jobId]/journal', 987_654_321))
    expect(new URL(neutral.url()).search).toBe('?q=x')
  }
})
