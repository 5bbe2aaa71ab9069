'use client'

import { clsx } from 'clsx'
import { FileX, LayoutList, type LucideIcon, ScrollText } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useRef } from 'react'
import { type Tab, tabHref, useListSearch, useTab } from '#components/jobs/addresses.ts'
import { useJob } from '#components/live/live.tsx'
import { useCommand } from '#components/shell/commands.ts'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'

const TABS: [Tab, LucideIcon][] = [
  ['general', LayoutList],
  ['journal', ScrollText],
  ['rejects', FileX],
]

/** General, Journal, Rejects: beside the details, on phones below them. */
export function JobTabs({ job: read, className }: { job: JobView; className?: string }) {
  const t = useTranslations('job.tabs')
  const format = useFormatter()
  const job = useJob(read)
  const open = useTab()
  const search = useListSearch()
  const { rejects } = job.counters
  const nav = useRef<HTMLElement>(null)
  /** As a click, and the focus goes along. */
  const follow = (tab: Tab) => () => {
    // Where one is already, into its list.
    const inside = tab === open ? document.querySelector<HTMLElement>('[data-toggle]') : null
    if (inside) return inside.focus()
    const link = nav.current?.querySelector<HTMLElement>(`[data-tab="${tab}"]`)
    link?.focus()
    link?.click()
  }
  useCommand('general', follow('general'))
  useCommand('journal', follow('journal'))
  useCommand('rejects', follow('rejects'))
  return (
    <nav
      ref={nav}
      aria-label={t('label')}
      className={clsx(
        'flex gap-1 p-2 max-md:border-t max-md:border-line max-md:bg-bg max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))] short:py-1 md:flex-col md:border-r md:border-line md:px-3',
        className,
      )}
    >
      {TABS.map(([tab, Icon]) => (
        <Link
          key={tab}
          data-tab={tab}
          href={tabHref(tab, job.id, search)}
          prefetch={false}
          scroll={false}
          aria-current={tab === open ? 'page' : undefined}
          className={clsx(
            'flex items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors duration-150 hover:bg-hover max-md:h-12 max-md:flex-1 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:px-1 max-md:text-xs short:h-8 short:flex-row short:gap-1.5 md:h-8',
            tab === open ? 'bg-active font-medium text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="flex max-w-full min-w-0 items-center gap-1.5 md:flex-1">
            <span className="min-w-0 flex-1 truncate">{t(tab)}</span>
            {tab === 'rejects' && rejects > 0 && (
              <span className="rounded-full bg-track px-1.5 text-xs font-medium text-ink">
                {format.number(rejects, { notation: 'compact' })}
              </span>
            )}
          </span>
        </Link>
      ))}
    </nav>
  )
}
