import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'

test('Pause and Cancel at the same instant: the job is cancelled for both, and a Pause that lost is told', async ({
  page,
  words,
  database,
  newTable,
  newFile,
  newReader,
}) => {
  const table = await newTable(NUMBERS)
  await table.slowDown()
  const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
  const colleague = await newReader('de')
  const german = wordsOf('de')
  await page.goto(address('fr', '/jobs/[jobId]', jobId))
  await colleague.goto(address('de', '/jobs/[jobId]', jobId))
  const [cancelling, pausing] = [new JobPage(page, words), new JobPage(colleague, german)]
  await cancelling.isIn('running')
  await pausing.isIn('running')

  // Both have clicked before either has reached the server.
  const letGo = [await holdActions(page), await holdActions(colleague)]
  await cancelling.cancel()
  await pausing.button('pause').click()
  for (const release of letGo) release()
  // Cancel is legal after Pause too: either Pause was first, or it has lost and its page says so.
  const pauses = () => database.sql`select id from quayside.job_moves where job_id = ${jobId} and by = 'pause'`
  const told = colleague.getByText(conflict(german, 'cancelling', 'cancelled'))
  await expect.poll(async () => ((await pauses()).length === 1) !== (await told.isVisible())).toBe(true)
  for (const job of [cancelling, pausing]) {
    await job.isIn('cancelled')
    for (const verb of ['start', 'pause', 'cancel'] as const) await expect(job.button(verb)).toBeHidden()
  }
})

test('a Pause that comes after the Cancel of somebody else is told what the status is now', async ({
  page,
  words,
  newTable,
  newFile,
  newReader,
}) => {
  const table = await newTable(NUMBERS)
  await table.slowDown()
  const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
  const colleague = await newReader('de')
  const german = wordsOf('de')
  await page.goto(address('fr', '/jobs/[jobId]', jobId))
  await colleague.goto(address('de', '/jobs/[jobId]', jobId))
  const [winner, loser] = [new JobPage(page, words), new JobPage(colleague, german)]
  await loser.isIn('running')

  const letGo = await holdActions(colleague)
  await loser.button('pause').click()
  await winner.cancel()
  await winner.isIn('cancelled')
  letGo()

  await expect(colleague.getByText(conflict(german, 'cancelled'))).toBeVisible()
  for (const job of [winner, loser]) {
    await job.isIn('cancelled')
    for (const verb of ['start', 'pause', 'cancel'] as const) await expect(job.button(verb)).toBeHidden()
  }
})

test('two people press Start: one wins, the other is told, and both see it run', async ({ page, words, newTable, newFile, newReader }) => {
  const table = await newTable(NUMBERS)
  await table.slowDown()
  const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
  const colleague = await newReader('es')
  const spanish = wordsOf('es')
  await page.goto(address('fr', '/jobs/[jobId]', jobId))
  const [winner, loser] = [new JobPage(page, words), new JobPage(colleague, spanish)]
  await winner.button('pause').click()
  await winner.isIn('paused')
  await colleague.goto(address('es', '/jobs/[jobId]', jobId))

  const letGo = await holdActions(colleague)
  await loser.button('start').click()
  await winner.button('start').click()
  await winner.isIn('running')
  letGo()

  await expect(colleague.getByText(conflict(spanish, 'running'))).toBeVisible()
  for (const job of [winner, loser]) {
    await job.isIn('running')
    await expect(job.button('pause')).toBeEnabled()
    await expect(job.button('cancel')).toBeEnabled()
    await expect(job.button('start')).toBeHidden()
  }
})

/** What a page says that was not the first, for whichever of these statuses. */
function conflict({ t }: ReturnType<typeof wordsOf>, ...statuses: ('cancelling' | 'cancelled' | 'running')[]): RegExp {
  const sentences = statuses.map((status) => t('refusals.conflict', { status: t(`status.${status}`) }))
  return new RegExp(sentences.map((sentence) => sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
}

/** Keeps what the page asks the server to do on its way, until the returned function is called. */
async function holdActions(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>()
  await page.route(
    () => true,
    async (route) => {
      if (route.request().method() === 'POST') await held.promise
      await route.continue()
    },
  )
  return held.resolve
}
