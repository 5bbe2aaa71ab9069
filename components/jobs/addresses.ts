'use client'

import { useSearchParams, useSelectedLayoutSegments } from 'next/navigation'
import { readListQuery, writeListQuery } from '#components/jobs/list-query.ts'

const TABS = { general: '/jobs/[jobId]', journal: '/jobs/[jobId]/journal', rejects: '/jobs/[jobId]/rejects' } as const
export type Tab = keyof typeof TABS

export function tabHref(tab: Tab, jobId: number, query: Record<string, string>) {
  return { pathname: TABS[tab], params: { jobId: String(jobId) }, query }
}

/** The tab that is open below the layout from which this is called; `[jobId]` may be among the segments or above them. */
export function useTab(): Tab {
  const last = useSelectedLayoutSegments().at(-1)
  return last === 'journal' || last === 'rejects' ? last : 'general'
}

/** What the address says about the list: it goes along from job to job, and back to the list. */
export function useListSearch(): Record<string, string> {
  return writeListQuery(readListQuery(useSearchParams()))
}
