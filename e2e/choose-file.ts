import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'

/** Gives the upload page a file, as by its button. */
export async function offerFile(page: Page, { t }: Words, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: t('upload.choose') }).click()])
  await chooser.setFiles(path)
}

/** Gives the upload page a file and waits for the page of its draft. */
export async function chooseFile(page: Page, words: Words, path: string): Promise<void> {
  await offerFile(page, words, path)
  await expect(page.getByLabel(words.t('newJob.general.label'), { exact: true })).toBeVisible()
}
