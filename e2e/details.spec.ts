import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { address } from '#e2e/address.ts'
import { quayside } from '#e2e/command.ts'
import { JobPage } from '#e2e/job-page.ts'
import { hear, isWhole, undrawnIcons } from '#e2e/look.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['de', 'es'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('progress, picture, tab and what is read out follow a job through a pause to its end', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t, format } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect(job.details.getByText(t('general.executing'))).toBeVisible()
      await expect(job.details.getByText(t('job.startedBy', { actor: userInfo().username }))).toBeVisible()
      await expect.poll(() => page.title()).toMatch(/^▶ .*%/)
      await expect(page).toHaveTitle(new RegExp(`· ${table.name} · Quayside$`))
      const icon = page.locator('link[rel~="icon"]').first()
      await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml/)
      await expect.poll(async () => Number(await job.details.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeGreaterThan(0)

      await job.button('pause').click()
      await job.isIn('paused')
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: t('milestones.status', { label: table.name, status: t('status.paused'), ended: 'paused', rejects: 0 }) }),
      ).toBeAttached()
      await expect.poll(() => page.title()).toMatch(/^⏸/)
      // Of work that rests nothing is foretold, and its rate is what it came to.
      const facts = await job.facts()
      expect(facts[t('general.remaining')]).toBe(`${t('general.none')}${t('status.paused')}`)
      expect(facts[t('general.rate')]).toContain(t('general.onAverage'))

      await job.button('start').click()
      await table.speedUp()
      await job.isIn('finished')
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: t('milestones.status', { label: table.name, status: t('status.finished'), ended: 'finished', rejects: 0 }) }),
      ).toBeAttached()
      await expect.poll(() => page.title()).toMatch(/^✓ ·/)

      // The picture: the pause is marked, arrow keys read it, and the table adds up to what was imported.
      const title = t('general.throughput.title', { kind: 'import' })
      const plot = job.details.getByRole('slider', { name: title })
      await expect(plot).toBeVisible()
      await expect(job.details.getByRole('button', { name: new RegExp(`^${t('status.paused')}: `) })).toBeVisible()
      const wentOn = t('general.throughput.wentOn', { how: 'start', who: userInfo().username, at: '|' }).split('|')[0] ?? ''
      await expect(job.details.getByRole('button', { name: wentOn })).toBeVisible()
      expect(await undrawnIcons(page)).toEqual([])
      await plot.focus()
      const last = await plot.getAttribute('aria-valuetext')
      await page.keyboard.press('Home')
      await expect(plot).toHaveAttribute('aria-valuenow', '0')
      await expect(plot).not.toHaveAttribute('aria-valuetext', String(last))
      await page.keyboard.press('Escape')
      await job.details.getByRole('button', { name: t('general.throughput.asTable') }).click()
      const rows = job.details.getByRole('region', { name: title }).getByRole('row')
      const sum = () =>
        rows.evaluateAll((all) =>
          all
            .map((row) => Number((row as HTMLTableRowElement).cells[1]?.textContent?.replace(/\D/g, '') || 0))
            .reduce((total, count) => total + count, 0),
        )
      await expect.poll(sum).toBe(60_000)
      expect((await job.facts())[t('counters.total')]).toBe(format.number(60_000))

      await page.keyboard.press('Escape')
      await expect(page).toHaveTitle(/^(?!✓)/)
      await expect(icon).not.toHaveAttribute('href', /^data:/)
    })

    test('whoever asks for it is told of the end, in a tab that nobody looks at', async ({ page, context, words, newTable, newFile }) => {
      const { t } = words
      await context.grantPermissions(['notifications'])
      // What the system would show is not part of the page: it is noted down instead.
      await page.addInitScript(() => {
        const told: string[] = []
        Object.assign(window, { told })
        const shown = class extends EventTarget {
          static permission = 'granted'
          static requestPermission = async () => 'granted'
          constructor(title: string, options: NotificationOptions) {
            super()
            told.push(`${title} | ${options.body}`)
            Object.assign(window, { lastNotice: this })
          }
          close() {}
        }
        Object.assign(window, { Notification: shown })
      })
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      const bell = job.details.getByRole('button', { name: t('notice.ask') })
      await expect(bell).toHaveAttribute('aria-pressed', 'false')
      const waiting = page.waitForResponse((response) => response.url().includes(`/api/live?ends=${jobId}`))
      await bell.click()
      await expect(bell).toHaveAttribute('aria-pressed', 'true')
      await waiting
      await page.goto(address(locale, '/statuses'))

      await table.speedUp()
      const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
      const body = t('notice.body', { kind: 'import', success: 60_000, rejects: 0 })
      await expect.poll(told).toEqual([`${t('notice.title', { label: table.name, status: t('status.finished') })} | ${body}`])
      await page.evaluate(() => (window as unknown as { lastNotice: EventTarget }).lastNotice.dispatchEvent(new Event('click')))
      await job.isIn('finished')
      expect(page.url()).toContain(String(jobId))
    })

    test('a tab that nobody looks at says how the job stands whose end was asked for', async ({
      page,
      context,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      await context.grantPermissions(['notifications'])
      await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'granted' }))
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      const waiting = page.waitForResponse((response) => response.url().includes(`/api/live?ends=${jobId}`))
      await job.details.getByRole('button', { name: t('notice.ask') }).click()
      await waiting
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
        document.dispatchEvent(new Event('visibilitychange'))
      })
      await expect(page).toHaveTitle(new RegExp(`^▶ · ${table.name}`))
      // Somebody else pauses it.
      await quayside('pause', String(jobId))
      await expect(page).toHaveTitle(new RegExp(`^⏸ · ${table.name}`))
      await table.speedUp()
      await quayside('start', String(jobId), '--wait')
      await expect(page).toHaveTitle(new RegExp(`^✓ · ${table.name}`))
    })

    test('a finished job adds up, tells who did what and when, and gives its file back', async ({
      page,
      context,
      words,
      newTable,
      newFile,
    }) => {
      const { t, format } = words
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const table = await newTable('number integer primary key, town varchar(4)')
      const content = `number;town\n${['1;Rom', '2;Bari', 'x;Pisa', '4;Neapel', '5;', '1;Rom', ';'].join('\n')}\n`
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, content), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('finished')
      const card = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })

      // What is shown is the equation: the total is the sum of all that stands behind its signs.
      const sum = card(t('counters.title')).locator('dl').first()
      await expect(sum).toBeVisible()
      const shown = await sum.locator('dd').allTextContents()
      const [total = Number.NaN, ...parts] = shown.map((text) => Number(/^[\d.,\s]+/.exec(text)?.[0].replace(/\D/g, '')))
      expect(total).toBe(7)
      expect(parts).toHaveLength(6)
      expect(parts.reduce((left, right) => left + right, 0)).toBe(total)
      const rejects = parts[1] ?? 0
      expect(rejects).toBeGreaterThan(0)
      await expect(job.details.getByText(t('general.complete', { any: 'true', open: rejects }))).toBeVisible()

      // The history: who, and when to the second.
      const moves = card(t('general.history')).getByRole('listitem')
      await expect(moves).toHaveCount(2)
      await expect(moves.first()).toContainText(t('general.movers.worker'))
      await expect(moves.last()).toContainText(userInfo().username)
      for (const move of await moves.all()) {
        const at = await move.locator('time').getAttribute('datetime')
        await expect(move).toContainText(format.dateTime(new Date(at ?? ''), 'withSeconds'))
      }

      // The file, as it was, and its checksum.
      const sha256 = createHash('sha256').update(content).digest('hex')
      await page.getByRole('button', { name: t('general.copyChecksum') }).click()
      await expect(page.getByText(t('general.copied'), { exact: true })).toBeVisible()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sha256)
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: t('general.downloadFile', { name: `${table.name}.csv` }) }).click(),
      ])
      expect(await readFile(await file.path(), 'utf8')).toBe(content)
    })

    test('on a phone the details are a page, their tabs at its foot, their buttons above these', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      await page.setViewportSize({ width: 390, height: 844 })
      const table = await newTable(NUMBERS)
      await table.slowDown()
      await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      const row = page.getByRole('row', { name: table.name })
      await row.getByRole('link').click()
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect(row).toBeHidden()
      const foot = async (name: 'general' | 'journal' | 'rejects') => {
        const box = await job.tab(name).boundingBox()
        return box ? { x: box.x, bottom: 844 - box.y - box.height, tall: box.height } : null
      }
      const [general, journal, rejects] = await Promise.all([foot('general'), foot('journal'), foot('rejects')])
      for (const tab of [general, journal, rejects]) {
        expect(tab?.bottom).toBeLessThan(12)
        expect(tab?.tall).toBeGreaterThanOrEqual(44)
      }
      expect([general?.x, journal?.x, rejects?.x]).toEqual([general?.x, journal?.x, rejects?.x].toSorted((a, b) => Number(a) - Number(b)))
      for (const name of ['journal', 'rejects', 'general'] as const) {
        await job.tab(name).click()
        await expect(job.tab(name)).toHaveAttribute('aria-current', 'page')
        expect(await isWhole(job.tab(name))).toBe(true)
        expect(await isWhole(job.button('pause'))).toBe(true)
      }
      await job.button('pause').click()
      await job.isIn('paused')
      await job.details.getByRole('link', { name: t('job.back'), exact: true }).click()
      await expect(row).toBeVisible()
      await expect(job.details).toBeHidden()
    })

    test('what goes on is read out at its milestones only', async ({ page, words, newTable, newFile }) => {
      const { t, format } = words
      const table = await newTable(NUMBERS)
      await table.slowDown(0.002)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      const processed = () => job.details.getByRole('progressbar').getAttribute('aria-valuetext')
      await expect(job.details.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/, { timeout: 30_000 })
      const heard = await hear(page)
      const seen = new Set<string | null>()
      await expect
        .poll(async () => {
          seen.add(await processed())
          return seen.size
        })
        .toBeGreaterThan(3)
      const quarters = [1, 2, 3].map((quarter) =>
        t('milestones.progress', { label: table.name, percent: format.number(quarter / 4, 'percent') }),
      )
      expect((await heard()).filter((text) => !quarters.includes(text))).toEqual([])
      await job.button('pause').click()
      await job.isIn('paused')
      await expect
        .poll(heard)
        .toContain(t('milestones.status', { label: table.name, status: t('status.paused'), ended: 'paused', rejects: 0 }))
    })

    test('a job that a technical error stopped says which one', async ({ page, words, database, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      const path = await newFile(`${table.name}.csv`, numbersFile(10))
      const jobId = await startImport(table, path, '--no-start')
      await database.sql.unsafe(`drop table ${table.name}`)
      await quayside('start', String(jobId), '--wait').catch(() => {})
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('finished_with_errors')
      await expect(job.details.getByText(t('statusSentence.finished_with_errors'))).toBeVisible()
      await expect(job.details.getByText(t('journal.error.table_missing', { table: `public.${table.name}` }))).toBeVisible()
    })
  })
}
