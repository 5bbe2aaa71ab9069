import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'

/** Chooses a table by typing its name. */
export async function chooseTable(page: Page, { t }: Words, field: string, name: string): Promise<void> {
  const button = page.getByRole('button', { name: field })
  await button.click()
  await page.getByRole('combobox', { name: t('newJob.table.search') }).fill(name)
  await page.getByRole('option', { name, exact: true }).click()
  await expect(button).toHaveText(name)
}
