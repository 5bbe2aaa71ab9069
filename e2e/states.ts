import type { Locator, Page } from '@playwright/test'
import type { GivenJob } from '#e2e/insert-jobs.ts'
import { expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'
import type { PAGES } from '#i18n/pages.ts'

/** Nothing of what these tests make is written in Latin letters, so that these are left for what the pages forgot to translate. */
const LABEL = 'Πωλήσεις Μαρτίου και Απριλίου, δεύτερη προσπάθεια μετά τη διόρθωση'
const REASON = 'Περιμένουμε το διορθωμένο αρχείο'
const FILE = 'πωλήσεις.csv'
const OWNER = 'Άννα'
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
  /** Jobs of the table that only have to be seen, without the work that leads there; answers with their numbers. */
  insert: (jobs: GivenJob[]) => Promise<number[]>
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
    // Not what waits unseen for its place in the page, as long as bars stand there.
    await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible()
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
  await seeMany(place, look)
  await open('/jobs', LABEL)
  await page.getByRole('button', { name: t('list.views.name'), exact: true }).click()
  await seeViews(place, look)
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
  await page.getByRole('button', { name: t('list.desk.beside') }).click()
  await expect(page.getByRole('separator', { name: t('list.divider.beside') })).toBeVisible()
  await look('the list beside the details')
  await page.getByRole('button', { name: t('list.desk.above') }).click()
  await open('/jobs/[jobId]', t('general.history'), draft)
  await look('general, editing')
  await open('/jobs/[jobId]/journal', t('journal.move.finished'), finished)
  await look('journal, finished')
  const named = (name: string) => details.getByRole('button', { name, exact: true }).first()
  await behind(named(t('journalTab.period.title')), dialog, 'period of a journal')
  await behind(named(t('journalTab.goTo.title')), dialog, 'places of a journal')
  await behind(named(t('journalTab.download.title')), menu, 'files of a journal')
  await details.getByRole('searchbox', { name: t('journalTab.search') }).fill('πωλήσεις')
  await expect(named(t('journalTab.nextFound'))).toBeVisible()
  await look('a search in a journal')
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
  const groups = page.getByRole('navigation', { name: t('rejectsTab.groups') }).getByRole('listitem')
  await groups
    .filter({ hasText: t('rejectsTab.short.too_long') })
    .getByRole('button')
    .click()
  await dialog.getByRole('radio', { name: t('rejectsTab.panel.other') }).check()
  await dialog.getByLabel(t('rejectsTab.panel.kind'), { exact: true }).selectOption('map')
  await expect(dialog.getByRole('columnheader', { name: t('rejectsTab.panel.becomes') }).first()).toBeVisible()
  await look('values and what becomes of them')
  await page.keyboard.press('Escape')
  await details.getByRole('checkbox').nth(1).check()
  await look('ticked rejects')
  await details.getByRole('checkbox').nth(1).uncheck()
  await page.goto(at('/jobs/[jobId]/rejects', finished, mine))
  await details.locator('[data-toggle]').first().click()
  await expect(button(t('rejectsTab.edit'))).toBeVisible()
  await look('a refused record')
  await button(t('rejectsTab.edit')).click()
  await expect(button(t('rejectsTab.repairOnly'))).toBeVisible()
  await look('a refused record, in repair')
  await table.slowDown(4)
  await quayside('retry', String(finished), '--column', 'πόλη', '--cut', 'πόλη=12')
  await page.goto(at('/jobs/[jobId]/rejects', finished, mine))
  await expect(details.getByRole('progressbar')).toBeVisible()
  await look('rejects that are tried again')
  await table.speedUp()
  await expect(details.getByRole('progressbar')).toBeHidden({ timeout: 20_000 })
  await page.goto(at('/jobs/[jobId]/rejects', finished, mine))
  await button(t('rejectsTab.discard')).click()
  await dialog.getByRole('button', { name: t('rejectsTab.discardDialog.confirm'), exact: true }).click()
  await expect(button(t('rejectsTab.undo'))).toBeVisible()
  await look('news of rejects')
  for (const fate of ['discarded', 'loaded', 'all'] as const) {
    await page.goto(at('/jobs/[jobId]/rejects', finished, `${mine}&fate=${fate}`))
    await expect(details.getByRole('navigation', { name: t('rejectsTab.states.label') })).toBeVisible()
    await look(`rejects: ${fate}`)
  }
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
  await open('/jobs/[jobId]', t('general.history'), running)
  await verb('cancel').click()
  await dialog.getByRole('textbox').fill(REASON)
  await dialog.getByRole('button', { name: t('job.cancelDialog.confirm') }).click()
  await expect(verb('cancel')).toBeHidden({ timeout: 20_000 })
  await look('general, cancelled')
  await seeWithoutServer(place, look)

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
  const [broken] = await place.insert([{ label: 'Βλάβη', owner: OWNER, unreadable: true }])
  await open('/jobs/[jobId]', t('errors.text'), broken, '')
  await look('details that cannot be shown')
  await page.goto(`${at('/')}/α/β`)
  await expect(page.getByText(t('notFound.text'))).toBeVisible()
  await look('a page that is not there')
}

/** Many jobs at once: their questions, how far it is, and what became of each. */
async function seeMany({ page, t, at, insert, table }: Place, look: Look): Promise<void> {
  const label = (name: string) => `Πολλά ${name}`
  await insert([
    { label: label('σε παύση'), owner: OWNER, status: 'paused' },
    { label: label('πρόχειρο'), owner: OWNER, status: 'editing' },
    { label: label('σε εξέλιξη'), owner: OWNER, status: 'running' },
  ])
  // As if there were more than the page holds: fifty more jobs would push those of other tests off their lists.
  await page.route('**/api/jobs/many?*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ json: { ...(await response.json()), total: { count: 60, more: false } } })
  })
  await page.goto(at('/jobs', undefined, `?table=${encodeURIComponent(`public.${table.name}`)}&q=${encodeURIComponent('Πολλά')}`))
  const bar = page.getByRole('region', { name: t('bulk.bar') })
  const dialog = page.getByRole('dialog')
  // In Italian "Annulla" also begins what takes the selection back.
  const verb = (name: 'start' | 'pause' | 'cancel') =>
    bar.getByRole('button', { name: new RegExp(`^${t(`job.verbs.${name}`)}`) }).and(page.locator('[data-verb]'))
  const box = (name: string) => page.getByRole('checkbox', { name: label(name), exact: true }).first()
  for (const name of ['σε εξέλιξη', 'πρόχειρο', 'σε παύση']) await box(name).check()
  for (const name of ['pause', 'cancel'] as const) {
    await verb(name).click()
    await expect(dialog).toBeVisible()
    await look(`question before many jobs: ${name}`)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await bar.getByRole('button', { name: t('bulk.takeAll', { count: 60, more: 'false' }) }).click()
  await verb('start').click()
  await expect(dialog).toBeVisible()
  await look('question before many jobs: start')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await page.unroute('**/api/jobs/many?*')

  // The draft has no file, so that it cannot start; what is asked waits until it was looked at.
  const seen = Promise.withResolvers<void>()
  await page.route('**/api/jobs/many', async (route) => {
    await seen.promise
    await route.continue()
  })
  await box('πρόχειρο').check()
  await verb('start').click()
  await expect(bar.getByRole('button', { name: t('bulk.stop') })).toBeVisible()
  await look('many jobs under way')
  seen.resolve()
  await expect(dialog).toBeVisible()
  await look('what became of many jobs')
  await page.unroute('**/api/jobs/many')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

/** A view of one's own, from its name to its end; the panel of views is open. */
async function seeViews({ page, t, table }: Place, look: Look): Promise<void> {
  const name = `Όψη ${table.name}`
  const panel = page.getByRole('dialog', { name: t('list.views.name') })
  const field = panel.getByRole('textbox', { name: t('list.views.nameOf') })
  await panel.getByRole('button', { name: t('list.views.saveThis') }).click()
  await look('a view is named')
  await field.fill(name)
  await page.keyboard.press('Enter')
  const more = panel.getByRole('button', { name: t('list.views.more', { name }) })
  await more.click()
  await look('menu of a view')
  await page.getByRole('menuitem', { name: t('list.views.rename') }).click()
  await expect(field).toBeVisible()
  await look('a view is renamed')
  await page.keyboard.press('Escape')
  await more.click()
  await page.getByRole('menuitem', { name: t('list.views.delete') }).click()
  await expect(page.getByText(t('list.views.deleted', { name }))).toBeVisible()
  await look('a view is deleted')
}

/** Jobs that wait for a worker, are interrupted, or could not be done; and a list that the server does not answer for. */
async function seeWithoutServer({ page, t, at, insert }: Place, look: Look): Promise<void> {
  const header = page.getByRole('article').getByRole('heading', { level: 2 }).locator('..')
  const isIn = (status: 'running' | 'server_shutdown' | 'finished_with_errors', timeout: number) =>
    expect(header.getByText(t(`status.${status}`), { exact: true })).toBeVisible({ timeout })
  const [waiting] = await insert([{ label: 'Στην ουρά', owner: OWNER, status: 'running', queuedAt: new Date() }])
  await page.goto(at('/jobs/[jobId]', waiting))
  await isIn('running', 10_000)
  await look('general, waiting')

  // A worker takes it up within seconds; without the stream the page does not hear of it.
  await page.route('**/api/live*', (route) => route.abort())
  await expect(async () => {
    const [interrupted] = await insert([{ label: 'Διακοπή', owner: OWNER, status: 'server_shutdown' }])
    await page.goto(at('/jobs/[jobId]', interrupted))
    await isIn('server_shutdown', 1000)
  }).toPass()
  await expect(page.getByText(t('live.lost'))).toBeVisible()
  await look('general, interrupted; the connection is lost')
  await page.unroute('**/api/live*')
  // The worker finds no file to go on with.
  await isIn('finished_with_errors', 30_000)
  await look('general, finished with errors')

  await page.goto(at('/jobs'))
  await page.route('**/api/jobs?*', (route) => route.fulfill({ status: 500 }))
  await page
    .getByRole('columnheader', { name: t('list.columns.label') })
    .getByRole('button')
    .click()
  await expect(page.getByRole('alert').filter({ hasText: t('list.unreadable') })).toBeVisible()
  await look('a list that cannot be read')
  await page.unroute('**/api/jobs?*')
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
