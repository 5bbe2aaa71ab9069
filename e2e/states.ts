import type { Locator, Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'
import type { PAGES } from '#i18n/pages.ts'

/** Nothing of what these tests make is written in Latin letters, so that these are left for what the pages forgot to translate. */
const LABEL = 'Πωλήσεις Μαρτίου και Απριλίου, δεύτερη προσπάθεια μετά τη διόρθωση'
const REASON = 'Περιμένουμε το διορθωμένο αρχείο'
const FILE = 'πωλήσεις.csv'
export const COLUMNS = 'κωδικός integer, πόλη varchar(12) not null, ποσό numeric(10, 2), ημέρα date'
const RECORDS = Array.from({ length: 20_000 }, (_, index) => `${index + 5};Πάτρα;${(index % 900) + 1},50;${(index % 28) + 1}/03/2026`)
const CONTENT = [
  'κωδικός;πόλη;ποσό;ημέρα',
  '1;Λάρισα;1.234,50;25/03/2026',
  'χ;Βόλος;2,00;26/03/2026',
  '3;;αβγ;31/02/2026',
  '4;Θεσσαλονίκη και περίχωρα;1,00;',
  ...RECORDS,
].join('\n')

/** The installation that is looked at, in one of its languages. */
export type Place = {
  page: Page
  t: Words['t']
  /** The address of a page. */
  at: (name: (typeof PAGES)[number], jobId?: number, query?: string) => string
  /** Its command line. */
  quayside: (...args: string[]) => Promise<string>
  table: { name: string; slowDown: (seconds?: number) => Promise<void>; speedUp: () => Promise<void> }
  /** Writes a file; answers with its path. */
  newFile: (name: string, content: string) => Promise<string>
}

/** Called for everything there is to see: the page shows it now. */
type Look = (state: string) => Promise<void>

/** Goes through every page, tab, menu, question and message, each with something in it, and has a look at all of them. */
export async function seeEverything(place: Place, look: Look): Promise<void> {
  const { page, t, at, quayside, table } = place
  const path = await place.newFile(FILE, CONTENT)
  const start = async (...options: string[]): Promise<number> =>
    JSON.parse(await quayside('import', path, '--into', table.name, '--label', LABEL, '--json', ...options)).id
  const finished = await start('--wait')
  const draft = await start('--no-start')
  const mine = `?q=${encodeURIComponent(LABEL.slice(0, 8))}`
  const open = async (name: (typeof PAGES)[number], text: string, jobId?: number, query = mine) => {
    await page.goto(at(name, jobId, query))
    await expect(page.getByText(text).first()).toBeAttached()
  }
  const details = page.getByRole('article')
  const dialog = page.getByRole('dialog')
  /** Opens something by a button, looks at it, and closes it again. */
  const behind = async (button: Locator, what: Locator, state: string) => {
    await button.click()
    await expect(what.first()).toBeVisible()
    await look(state)
    await page.keyboard.press('Escape')
    await expect(what.first()).toBeHidden()
  }

  await open('/jobs', LABEL)
  await look('the list')
  const menu = page.getByRole('menu')
  await behind(page.getByRole('button', { name: t('shell.language', { language: t('languageName') }) }), menu, 'menu of languages')
  await behind(page.getByRole('button', { name: t('shell.theme.label', { theme: t('shell.theme.system') }) }), menu, 'menu of themes')
  await behind(page.getByRole('button', { name: t('palette.open') }), page.getByRole('combobox', { name: t('palette.search') }), 'palette')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: t('keyboard.title') })).toBeVisible()
  await look('list of keys')
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: LABEL, exact: true }).first().check()
  const bar = page.getByRole('region', { name: t('bulk.bar') })
  await expect(bar).toBeVisible()
  await look('chosen jobs')
  await behind(bar.getByRole('button', { name: t('job.verbs.delete') }), dialog, 'question before many are deleted')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  const filters = page.getByRole('search', { name: t('list.filters') })
  for (const name of [
    t('list.columns.status'),
    t('list.columns.kind'),
    t('list.period.name'),
    t('list.columns.owner'),
    t('list.filter.table'),
    t('list.filter.template'),
    t('list.columns.rejects'),
    t('list.views.name'),
  ])
    await behind(filters.getByRole('button', { name, exact: true }), page.getByRole('dialog'), `filter: ${name}`)
  await page.goto(at('/jobs', undefined, `${mine}&status=finished,running,editing&type=import&period=last30&rejects=with`))
  await expect(filters.getByRole('button', { name: t('list.reset') })).toBeVisible()
  await look('a filtered list')
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await behind(
    filters.getByRole('button', { name: t('list.filter.all', { count: 4 }) }),
    page.getByRole('dialog'),
    'all filters, on a phone',
  )
  if (size) await page.setViewportSize(size)
  await page.goto(at('/jobs', undefined, '?q=ουδέν'))
  await expect(page.getByText(t('list.empty.filtered'))).toBeVisible()
  await look('an empty list')

  await open('/jobs/[jobId]', t('general.history'), finished)
  await look('general, finished')
  await details.getByRole('button', { name: t('job.more'), exact: true }).click()
  await look('menu of what is rare')
  await page.getByRole('menuitem', { name: t('job.delete'), exact: true }).click()
  await expect(dialog).toBeVisible()
  await look('question before a job is deleted')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const template = `Πρότυπο ${finished}`
  const nameTemplate = async () => {
    await details.getByRole('button', { name: t('job.more'), exact: true }).click()
    await page.getByRole('menuitem', { name: t('job.saveTemplate'), exact: true }).click()
    await dialog.getByRole('textbox').fill(template)
  }
  await nameTemplate()
  await look('question for the name of a template')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await nameTemplate()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await look('a name that is taken')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: t('job.copyLink') }).click()
  await expect(page.getByText(t('job.linkCopied'))).toBeVisible()
  await look('a message')
  await open('/jobs/[jobId]', t('general.history'), draft)
  await look('general, editing')
  await open('/jobs/[jobId]/journal', t('journal.move.finished'), finished)
  await look('journal, finished')
  await open('/jobs/[jobId]/journal', t('journalTab.empty.title'), draft)
  await look('journal, editing')
  await open('/jobs/[jobId]/rejects', t('rejectsTab.download'), finished)
  await look('rejects')
  const button = (name: string) => details.getByRole('button', { name, exact: true }).first()
  await behind(button(t('rejectsTab.download')), menu, 'menu of files of rejects')
  await behind(button(t('rejectsTab.discard')), dialog, 'question before rejects are discarded')
  await button(t('rejectsTab.repair')).click()
  await expect(dialog.getByRole('radio').first()).toBeVisible()
  await look('suggested repairs')
  await dialog.getByRole('radio', { name: t('rejectsTab.panel.other') }).check()
  await look('a repair of one’s own')
  await page.keyboard.press('Escape')
  await details.locator('[data-toggle]').first().click()
  await expect(button(t('rejectsTab.edit'))).toBeVisible()
  await look('a refused record')
  await button(t('rejectsTab.edit')).click()
  await expect(button(t('rejectsTab.repairOnly'))).toBeVisible()
  await look('a refused record, in repair')
  await page.keyboard.press('Escape')
  await open('/jobs/[jobId]/rejects', t('rejectsTab.empty.notStarted.title'), draft)
  await look('rejects, editing')

  await table.slowDown(0.002)
  const running = await start()
  await open('/jobs/[jobId]', t('general.progress'), running)
  const verb = (name: 'start' | 'pause' | 'cancel') => details.getByRole('button', { name: t(`job.verbs.${name}`), exact: true })
  await expect(verb('pause')).toBeVisible({ timeout: 20_000 })
  await look('general, running')
  const more = details.getByRole('button', { name: t('job.morePause') })
  await behind(more, menu, 'menu of pauses')
  await behind(verb('cancel'), dialog, 'question before a job is cancelled')
  await more.click()
  await page.getByRole('menuitem').click()
  await expect(dialog).toBeVisible()
  await look('question for a reason')
  await dialog.getByRole('textbox').fill(REASON)
  await dialog.getByRole('button', { name: t('job.pauseDialog.confirm') }).click()
  await expect(verb('start')).toBeVisible({ timeout: 20_000 })
  const picture = t('general.throughput.title', { kind: 'import' })
  await expect(details.getByRole('slider', { name: picture })).toBeVisible()
  await look('general, paused')
  await details.getByRole('button', { name: t('general.throughput.asTable') }).click()
  await expect(details.getByRole('region', { name: picture })).toBeVisible()
  await look('the picture as a table')
  await open('/jobs/[jobId]/journal', t('journal.move.paused'), running)
  await look('journal, paused')
  await table.speedUp()

  await open('/jobs/new-import', t('newJob.import.text'), undefined, '')
  await look('new import')
  const field = page.getByRole('button', { name: t('templates.label'), exact: true })
  await behind(field, page.getByRole('listbox'), 'templates to choose from')
  await field.click()
  await page.getByRole('option', { name: template }).click()
  await expect(field).toHaveText(template)
  await look('new import like a template')
  const { search } = new URL(page.url())
  await page.goto(at('/jobs', undefined, search))
  await expect(filters.getByRole('button', { name: template })).toBeVisible()
  await look('the list of a template')
  await open('/jobs/new-import', template, undefined, search)
  const ofTemplate = page.getByRole('button', { name: t('templates.more', { name: template }) })
  await behind(ofTemplate, menu, 'menu of a template')
  await ofTemplate.click()
  await page.getByRole('menuitem', { name: t('templates.rename') }).click()
  await expect(dialog).toBeVisible()
  await look('question for another name of a template')
  await page.keyboard.press('Escape')
  await ofTemplate.click()
  await page.getByRole('menuitem', { name: t('templates.delete.button') }).click()
  await expect(dialog).toBeVisible()
  await look('question before a template is deleted')
  await dialog.getByRole('button', { name: t('templates.delete.confirm'), exact: true }).click()
  await expect(dialog).toBeHidden()
  await open('/jobs/new-export', t('newJob.export.text'), undefined, '')
  await look('new export')
  await open('/jobs/[jobId]/edit', t('newJob.destination.what'), draft, '')
  await look('draft')
  await behind(page.getByRole('button', { name: t('newJob.destination.table') }), page.getByRole('listbox'), 'tables to choose from')
  await behind(page.getByRole('button', { name: t('newJob.delete.button') }), dialog, 'question before a draft is deleted')

  await open('/statuses', t('legend.text'), undefined, '')
  await look('statuses')
  await open('/jobs/[jobId]', t('errors.jobMissingText'), 987_654_321)
  await look('a job that is not there')
  await page.goto(`${at('/')}/α/β`)
  await expect(page.getByText(t('notFound.text'))).toBeVisible()
  await look('a page that is not there')
}

/** Animations are over and the page has been drawn; one of something that is not drawn never ends, and is not waited for. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const passing = async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const animations = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
      await Promise.all(animations.map(({ finished }) => finished.catch(() => {})))
    }
    await Promise.race([passing(), new Promise((resolve) => setTimeout(resolve, 2000))])
  })
}
