import type { Locator, Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'
import type { JobStatus, Verb } from '#jobs/status.ts'

/** The details of the job that is open, and what can be done there. */
export class JobPage {
  readonly page: Page
  readonly details: Locator
  private readonly t: Words['t']

  constructor(page: Page, { t }: Words) {
    this.page = page
    this.details = page.getByRole('article')
    this.t = t
  }

  button(verb: Verb): Locator {
    return this.details.getByRole('button', { name: this.t(`job.verbs.${verb}`), exact: true })
  }

  tab(name: 'general' | 'journal' | 'rejects'): Locator {
    return this.details.getByRole('navigation', { name: this.t('job.tabs.label') }).getByRole('link', { name: this.t(`job.tabs.${name}`) })
  }

  /** The header says that the job is in one of these statuses. */
  async isIn(...statuses: JobStatus[]): Promise<void> {
    const header = this.details.getByRole('heading', { level: 2 }).locator('..')
    const labels = statuses.map((status) => this.t(`status.${status}`))
    await expect(header.getByText(new RegExp(`^(${labels.map(escaped).join('|')})$`))).toBeVisible({ timeout: 20_000 })
  }

  /** Opens the question, answers it with yes. */
  async cancel(): Promise<void> {
    await this.button('cancel').click()
    await this.confirmCancel().click()
  }

  confirmCancel(): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name: this.t('job.cancelDialog.confirm'), exact: true })
  }

  /** What the General tab says, by the words before it. */
  async facts(): Promise<Record<string, string>> {
    const [terms, values] = await Promise.all([
      this.details.getByRole('term').allTextContents(),
      this.details.getByRole('definition').allTextContents(),
    ])
    return Object.fromEntries(terms.map((term, index) => [term.trim(), values[index]?.trim() ?? '']))
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Counts the times that a page is loaded anew from now on. */
export function countLoads(page: Page): () => number {
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  return () => loads
}
