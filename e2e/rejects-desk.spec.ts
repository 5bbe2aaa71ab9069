import { address } from '#e2e/address.ts'
import { violationsOf } from '#e2e/axe.ts'
import { insertRejects } from '#e2e/insert-rejects.ts'
import { JobPage } from '#e2e/job-page.ts'
import { burstsOf } from '#e2e/look.ts'
import { CITIES, citiesWith, RejectsTab } from '#e2e/rejects-tab.ts'
import { startImport } from '#e2e/start-import.ts'
import { settled } from '#e2e/states.ts'
import { expect, test } from '#e2e/test.ts'

const seven = Array.from({ length: 7 }, (_, i) => `${100 + i};Nice;1,00;never ${i};FR`)
/** Five reasons, one more than are shown unfolded. */
const REASONS = [...seven, '120;;1,00;13/03/2026;FR', '121;Nice;abc;13/03/2026;FR', '122;Nice;1,00;13/03/2026;Atlantis', '123;Nice']

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('hundreds of rejects are read page by page to their end and back, none twice and none left out', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const bad = Array.from({ length: 750 }, (_, i) => `${100 + i};Nice;1,00;never;FR`)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(bad)), '--wait')
      const keys: string[] = []
      page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url())
        if (pathname.endsWith(`/${jobId}/rejects`)) for (const key of ['after', 'before']) if (searchParams.has(key)) keys.push(key)
      })
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await expect(tab.count(750)).toBeVisible()

      /** Scrolls to the end of what is there, until this record is; answers with all that were seen on the way, in their order. */
      async function scrollTo(end: 'top' | 'bottom', record: number): Promise<number[]> {
        const seen = new Set<number>()
        const scroll = async () => {
          const rows = await page.evaluate((end) => {
            const rows = [...document.querySelectorAll<HTMLElement>('li[data-record]')]
            const to = end === 'top' ? rows[0] : rows.at(-1)
            // Beyond the row lies the end that asks for more.
            to?.scrollIntoView({ block: end === 'top' ? 'end' : 'start' })
            return rows.map((row) => Number(row.dataset.record))
          }, end)
          expect(rows.every((one, index) => index === 0 || one === (rows[index - 1] ?? 0) + 1)).toBe(true)
          // Those far away are let go.
          expect(rows.length).toBeLessThanOrEqual(600)
          for (const row of rows) seen.add(row)
          return seen.has(record)
        }
        await expect.poll(scroll, { intervals: [100], timeout: 40_000 }).toBe(true)
        return [...seen].sort((a, b) => a - b)
      }
      const all = Array.from({ length: 750 }, (_, i) => 61 + i)
      expect(await scrollTo('bottom', 810)).toEqual(all)
      // The first came with the page; what is shown may be read once more meanwhile.
      expect(keys.filter((key) => key === 'after').length).toBeGreaterThanOrEqual(7)
      await expect(tab.toggle(810)).toBeVisible()
      await expect(tab.toggle(61)).toHaveCount(0)
      const back = await scrollTo('top', 61)
      expect(back.slice(0, 600)).toEqual(all.slice(0, 600))
      expect(keys.filter((key) => key === 'before').length).toBeGreaterThanOrEqual(2)
      await expect(tab.toggle(61)).toBeVisible()

      // To the end and to the beginning in one step.
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await page.getByRole('button', { name: t('rejectsTab.toEnd'), exact: true }).click()
      await expect(tab.toggle(810)).toBeInViewport()
      // Also while the pages before are still on their way.
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      await page.route(/rejects\?.*before=/, (route) => released.then(() => route.continue()))
      const asked = page.waitForRequest(/rejects\?.*before=/)
      await page.evaluate(() => document.querySelector('[data-end=before]')?.scrollIntoView())
      await asked
      await page.getByRole('button', { name: t('rejectsTab.toStart'), exact: true }).click()
      release()
      await expect(tab.toggle(61)).toBeInViewport()
      await expect(tab.toggle(810)).toHaveCount(0)
    })

    test('where the rejects are not counted yet no number is said, and where they cannot be, that is said', async ({
      page,
      words,
      database,
      newTable,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      // Of so many records the page does not wait for the counts.
      const jobId = await insertRejects(database, table, { total: 25_000, states: ['open', 'open', 'discarded'] })
      await page.route('**/rejects/groups*', (route) => route.fulfill({ status: 500 }))
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      const alert = page.getByRole('alert').filter({ hasText: t('rejectsTab.scope.uncounted') })
      await expect(alert).toBeVisible()
      await expect(page.getByText(t('rejectsTab.scope.counting'))).toBeHidden()
      await tab.button('discard').click()
      await expect(tab.panel).toHaveAccessibleName(t('rejectsTab.discardDialog.titleAll'))
      await page.keyboard.press('Escape')
      await tab.button('repair').last().click()
      await expect(tab.panel).toHaveAccessibleName(t('rejectsTab.panel.titleAll'))
      await page.keyboard.press('Escape')

      // Asked again, and the answer on its way: the question is there before the number, which then stands in it.
      await page.unroute('**/rejects/groups*')
      const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
      await page.route('**/rejects/groups*', (route) => answered.then(() => route.continue()))
      await alert.getByRole('button').click()
      await tab.button('discard').click()
      await expect(tab.panel).toHaveAccessibleName(t('rejectsTab.discardDialog.titleAll'))
      answer()
      await expect(tab.panel).toHaveAccessibleName(t('rejectsTab.discardDialog.title', { count: 2 }))
      await page.keyboard.press('Escape')
      await expect(tab.count(2)).toBeVisible()
      await expect(alert).toBeHidden()
    })

    test('values that cannot be read are asked for again', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(seven)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await page.route('**/rejects/values', (route) => route.fulfill({ status: 500 }))
      await tab.group('not_a_date').getByRole('button').click()
      await tab.chooseOther()
      await tab.panel.getByLabel(t('rejectsTab.panel.kind'), { exact: true }).selectOption('map')
      await expect(tab.panel.getByRole('alert')).toHaveText(t('rejectsTab.panel.valuesUnreadable'))
      await page.unroute('**/rejects/values')
      await tab.panel.getByRole('button', { name: t('rejectsTab.tryAgain'), exact: true }).click()
      await expect(tab.panel.getByRole('textbox', { name: 'never 6' })).toBeVisible()
      await expect(tab.panel.getByRole('alert')).toBeHidden()
    })

    test('what was typed into a record is there again when it is opened again, and until then the row says so', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(seven)), '--wait')
      await page.goto(`${address(locale, '/jobs/[jobId]/rejects', jobId)}?record=61`)
      await tab.button('edit').click()
      const day = tab.row(61).getByRole('textbox', { name: 'Day', exact: true })
      await day.fill('13/03/2026')
      await tab.toggle(62).click()
      await expect(day).toBeHidden()
      await expect(tab.row(61)).toContainText(t('rejectsTab.unsaved'))
      await tab.toggle(61).click()
      await expect(day).toHaveValue('13/03/2026')
      await expect(day).toBeFocused()
      // Also after a look at another tab.
      const job = new JobPage(page, words)
      await job.tab('journal').click()
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]/journal', jobId))
      await job.tab('rejects').click()
      await expect(tab.row(61)).toContainText(t('rejectsTab.unsaved'))
      await tab.toggle(61).click()
      await expect(day).toHaveValue('13/03/2026')
      // Closed and opened once more, then saved: nothing is left to be said.
      await tab.toggle(61).click()
      await expect(tab.row(61)).toContainText(t('rejectsTab.unsaved'))
      await tab.toggle(61).click()
      await tab.button('repairOnly').click()
      await expect(page.getByText(t('rejectsTab.news.repaired', { count: 1 }))).toBeVisible()
      await tab.toggle(62).click()
      await expect(tab.row(61)).toContainText(t('rejectsTab.repaired'))
      await expect(tab.row(61)).not.toContainText(t('rejectsTab.unsaved'))
      // Esc gives up what was typed.
      await tab.button('edit').click()
      await tab.row(62).getByRole('textbox', { name: 'Day', exact: true }).fill('x')
      await page.keyboard.press('Escape')
      await tab.toggle(62).click()
      await expect(tab.row(62)).not.toContainText(t('rejectsTab.unsaved'))
    })

    test('in a paused job those that wait for their retry can be taken back, and what was discarded stays so', async ({
      page,
      words,
      database,
      newTable,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const jobId = await insertRejects(database, table, { status: 'paused', states: ['open', 'retrying', 'retrying', 'discarded'] })
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await tab.state('retrying').click()
      await expect(page.getByText(t('rejectsTab.scope.retrying', { count: 2 }), { exact: true })).toBeVisible()
      await tab.button('takeBack').click()
      await expect(page.getByText(t('rejectsTab.news.reopened', { count: 2 }))).toBeVisible()
      await expect(page.getByText(t('rejectsTab.empty.state.retrying'))).toBeVisible()
      await tab.state('open').click()
      await expect(tab.count(3)).toBeVisible()
      const states = await database.sql`select state from quayside.rejects where job_id = ${jobId} order by record`
      expect(states.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'discarded'])
    })

    test('a small screen shows five rejects below their reasons, and the whole of the fields with their buttons', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      await page.setViewportSize({ width: 1280, height: 800 })
      const table = await newTable(CITIES)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(REASONS)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await expect(tab.toggle(61)).toBeVisible()
      for (const record of [61, 62, 63, 64, 65]) await expect(tab.row(record)).toBeInViewport({ ratio: 1 })
      // Of five reasons three are shown, and the others when they are asked for.
      await expect(tab.groups.getByRole('link')).toHaveCount(3)
      await tab.groups.getByRole('button', { name: t('rejectsTab.moreGroups', { count: 2 }) }).click()
      await expect(tab.groups.getByRole('link')).toHaveCount(5)
      await tab.groups.getByRole('button', { name: t('rejectsTab.fewerGroups') }).click()
      // A chosen one stays in sight.
      await page.goto(`${address(locale, '/jobs/[jobId]/rejects', jobId)}?reason=too_few_fields&column=`)
      await expect(tab.group('too_few_fields').getByRole('link')).toHaveAttribute('aria-current', 'true')

      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await tab.toggle(64).focus()
      await expect(async () => {
        await page.keyboard.press('r')
        await expect(tab.row(64).getByRole('textbox', { name: 'Day', exact: true })).toBeFocused({ timeout: 2000 })
      }).toPass()
      await expect(tab.button('leave')).toBeInViewport({ ratio: 1 })
      await expect(tab.row(64).getByRole('textbox', { name: 'Code', exact: true })).toBeInViewport({ ratio: 1 })
    })

    test('on a phone the tools are one row, the states a menu, and axe finds nothing, light or dark', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      test.setTimeout(240_000)
      const { t } = words
      const tab = new RejectsTab(page, words)
      await page.setViewportSize({ width: 390, height: 844 })
      const table = await newTable(CITIES)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(REASONS)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      const problems: string[] = []
      const look = async (state: string) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await settled(page)
          for (const violation of await violationsOf(page)) problems.push(`${state}, ${colorScheme}: ${violation}`)
        }
        for (const burst of await burstsOf(page)) problems.push(`${state}: ${burst}`)
      }
      await expect(tab.toggle(61)).toBeVisible()
      for (const record of [61, 62, 63]) await expect(tab.row(record)).toBeInViewport({ ratio: 1 })
      await look('the list')
      await tab.tick(61).check()
      await look('a ticked one')
      await tab.button('discard').click()
      await look('the question')
      await tab.panel.getByRole('button', { name: t('rejectsTab.discardDialog.confirm'), exact: true }).click()
      await expect(page.getByText(t('rejectsTab.news.discarded', { count: 1 }))).toBeVisible()
      await look('news')
      const top = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.y
      expect(await top(t('rejectsTab.download'))).toBe(await top(t('rejectsTab.states.open')))
      await page.getByRole('button', { name: t('rejectsTab.states.open') }).click()
      await expect(page.getByRole('menuitem', { name: t('rejectsTab.states.discarded') })).toBeVisible()
      await look('the menu of states')
      await page.getByRole('menuitem', { name: t('rejectsTab.states.discarded') }).click()
      await expect(tab.row(61)).toBeVisible()
      await look('discarded')
      await page.getByRole('button', { name: t('rejectsTab.states.discarded') }).click()
      await page.getByRole('menuitem', { name: t('rejectsTab.states.all'), exact: true }).click()
      await expect(tab.row(62)).toBeVisible()
      await look('all')
      await page.goto(`${address(locale, '/jobs/[jobId]/rejects', jobId)}?record=62`)
      await expect(tab.button('edit')).toBeVisible()
      await look('a record')
      await tab.button('edit').click()
      await look('a record in repair')
      await tab.group('not_a_date').getByRole('button').click()
      await expect(tab.panel.getByRole('radio').first()).toBeVisible()
      await look('suggestions')
      await tab.chooseOther()
      await tab.panel.getByLabel(t('rejectsTab.panel.kind'), { exact: true }).selectOption('map')
      await expect(tab.panel.getByRole('textbox', { name: 'never 6' })).toBeVisible()
      await look('the map')
      expect([...new Set(problems)].join('\n')).toBe('')
    })
  })
}
