import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useListQuery } from '#components/jobs/addresses.ts'
import { type JobPage, listSearch } from '#components/jobs/list-query.ts'
import { readPage } from '#components/jobs/page-text.ts'
import { useLiveChange, useLiveStore } from '#components/live/live.tsx'
import type { JobView } from '#jobs/job-view.ts'

/** Milliseconds between two readings of the list's page, however many changes there are that may add or move rows. */
const GATHER = 250

/**
 * The page of the list that the address asks for: first the one the server rendered, then read again whenever the address or
 * a job changes in kind. Until the new one is there, `page` is the one before and `stale` says so; `failed` says that none came, until
 * one does: by `retry`, or by the next reading, as when the live stream is back.
 * @param rendered that page as a text: one costs less to hand over than fifty objects
 */
export function useJobList(rendered: string, renderedSearch: string, selected: number | null) {
  const store = useLiveStore()
  const query = useListQuery()
  const search = listSearch(query)
  const [failed, setFailed] = useState(false)
  const [loaded, setLoaded] = useState(() => ({ search: renderedSearch, page: readPage(rendered) }))
  const request = useRef<AbortController>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)
  /** Deleted meanwhile: what was read just before still has them. */
  const gone = useRef(new Set<number>())
  const withoutGone = (page: JobPage): JobPage => ({ ...page, jobs: page.jobs.filter(({ id }) => !gone.current.has(id)) })

  const load = useEffectEvent(async () => {
    request.current?.abort()
    const own = new AbortController()
    request.current = own
    try {
      const response = await fetch(`/api/jobs?${search}${selected === null ? '' : `&selected=${selected}`}`, { signal: own.signal })
      if (!response.ok) return setFailed(true)
      const { selected: job, ...page } = (await response.json()) as JobPage & { selected: JobView | null }
      setLoaded({ search, page: withoutGone(page) })
      setFailed(false)
      if (job) store.catchUp(job)
    } catch {
      // Not where a later request has overtaken it.
      if (!own.signal.aborted) setFailed(true)
    }
  })
  const loadSoon = () => {
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        last.current = performance.now()
        load()
      },
      Math.max(0, last.current + GATHER - performance.now()),
    )
  }

  const stale = loaded.search !== search
  // By the address, not by `stale`: where one address is left for another before the first is read, that stays as it is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each address is read once
  useEffect(() => {
    if (stale) load()
  }, [search])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      request.current?.abort()
    },
    [],
  )
  useLiveChange((change) => {
    if (change.type === 'deleted') {
      gone.current.add(change.jobId)
      setLoaded(({ page, ...rest }) => ({ ...rest, page: withoutGone(page) }))
    }
    if (change.type !== 'job' || change.kind) loadSoon()
  })

  return { query, search, page: loaded.page, stale, failed, retry: () => load() }
}
