import type { Locator, Page } from '@playwright/test'
import type { Words } from '#e2e/words.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { RejectState } from '#jobs/status.ts'

/** A table that refuses much, the header of a file for it, and such a file: good records, and behind them the given ones. */
export const CITIES = 'code integer primary key, town varchar(12) not null, amount numeric(10, 2), day date, country varchar(2)'
export const CITY_HEADER = 'Code;Town;Amount;Day;Country'
export const citiesWith = (bad: string[], good = 60) =>
  `${[CITY_HEADER, ...Array.from({ length: good }, (_, i) => `${i + 1};Lyon;${i},50;${String(13 + (i % 15)).padStart(2, '0')}/03/2026;FR`), ...bad].join('\n')}\n`

type Button = 'repair' | 'repairOnly' | 'repairAndRetry' | 'retryAsIs' | 'discard' | 'undo' | 'edit' | 'takeBack' | 'tryAgain' | 'leave'

/** The Rejects tab of the job that is open. */
export class RejectsTab {
  readonly page: Page
  readonly groups: Locator
  /** The question or the panel that is open. */
  readonly panel: Locator
  private readonly t: Words['t']

  constructor(page: Page, { t }: Words) {
    this.page = page
    this.groups = page.getByRole('navigation', { name: t('rejectsTab.groups') })
    this.panel = page.getByRole('dialog')
    this.t = t
  }

  /** The words that say how many are open. */
  count(count: number): Locator {
    return this.page.getByText(this.t('rejectsTab.scope.open', { count }), { exact: true })
  }

  group(code: RejectReason): Locator {
    return this.groups.getByRole('listitem').filter({ hasText: this.t(`rejectsTab.short.${code}`) })
  }

  toggle(record: number): Locator {
    return this.page.getByRole('button', { name: this.t('rejectsTab.toggle', { record }), exact: true })
  }

  row(record: number): Locator {
    return this.page.getByRole('listitem').filter({ has: this.toggle(record) })
  }

  tick(record: number): Locator {
    return this.page.getByRole('checkbox', { name: this.t('rejectsTab.tick', { record }), exact: true })
  }

  button(key: Button): Locator {
    return this.page.getByRole('button', { name: this.t(`rejectsTab.${key}`), exact: true })
  }

  state(state: RejectState): Locator {
    return this.page
      .getByRole('navigation', { name: this.t('rejectsTab.states.label') })
      .getByRole('link', { name: this.t(`rejectsTab.states.${state}`) })
  }

  /** What a retry came to. */
  retried(loaded: number, refused: number): Locator {
    return this.page.getByText(this.t('rejectsTab.news.retried', { loaded, refused }))
  }

  /** Chooses in the panel to repair in another way than is suggested. */
  async chooseOther(): Promise<void> {
    await this.panel.getByRole('radio', { name: this.t('rejectsTab.panel.other') }).check()
  }
}
