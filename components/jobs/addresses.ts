'use client'

import { useRouter, useSearchParams, useSelectedLayoutSegments } from 'next/navigation'
import { useLocale, useNow, useTimeZone } from 'next-intl'
import { startTransition, useCallback, useMemo } from 'react'
import { type ListQuery, readListQuery, writeListQuery } from '#components/jobs/list-query.ts'
import type { Locale } from '#i18n/locales.ts'
import { getPathname } from '#i18n/navigation.ts'
import type { Clock } from '#i18n/zoned-time.ts'

const TABS = { general: '/jobs/[jobId]', journal: '/jobs/[jobId]/journal', rejects: '/jobs/[jobId]/rejects' } as const
export type Tab = keyof typeof TABS

export function tabHref(tab: Tab, jobId: number, query: Record<string, string>) {
  return { pathname: TABS[tab], params: { jobId: String(jobId) }, query }
}

/** The addresses of the details of any job in the reader's language, worked out once for a whole list of them. */
export function useJobAddress(tab: Tab, search: string): (jobId: number) => string {
  const locale = useLocale()
  return useMemo(() => {
    const [before, after] = around(locale, tab)
    return (jobId) => `${before}${jobId}${after}${search ? `?${search}` : ''}`
  }, [locale, tab, search])
}

const kept = new Map<string, readonly [string, string]>()

/** What stands before and after the job's number. */
function around(locale: Locale, tab: Tab): readonly [string, string] {
  const key = `${locale} ${tab}`
  const known = kept.get(key)
  if (known) return known
  const path = getPathname({ locale, href: { pathname: TABS[tab], params: { jobId: '0' } } })
  const [before = '', after = ''] = path.split(/(?<=\/)0(?=\/|$)/)
  kept.set(key, [before, after])
  return [before, after]
}

/** Goes to an address of these pages, and leaves what is scrolled where it is. */
export function useOpen(): (href: string) => void {
  const router = useRouter()
  return useCallback((href: string) => startTransition(() => router.push(href, { scroll: false })), [router])
}

/** The tab that is open below the layout from which this is called; `[jobId]` may be among the segments or above them. */
export function useTab(): Tab {
  const last = useSelectedLayoutSegments().at(-1)
  return last === 'journal' || last === 'rejects' ? last : 'general'
}

/** The reader's clock as the page was rendered. */
export function useClock(): Clock {
  return { zone: useTimeZone() ?? 'UTC', now: useNow().getTime() }
}

/** What the address says about the list. */
export function useListQuery(): ListQuery {
  return readListQuery(useSearchParams(), useClock())
}

/** The same as it is written: it goes along from job to job, and back to the list. */
export function useListSearch(): Record<string, string> {
  return writeListQuery(useListQuery())
}
