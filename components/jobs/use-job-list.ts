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
 * a job changes in kind. Until the new one is there, `page` is the one before and `stale` says so.
 * @param rendered that page as a text: one costs less to hand over than fifty objects
 */
export function useJobList(rendered: string, renderedSearch: string, selected: number | null) {
  const store = useLiveStore()
  const query = useListQuery()
  const search = listSearch(query)
  const [loaded, setLoaded] = useState(() => ({ search: renderedSearch, page: readPage(rendered) }))
  const request = useRef<AbortController>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(0)

  const load = useEffectEvent(async () => {
    request.current?.abort()
    const own = new AbortController()
    request.current = own
    try {
      const response = await fetch(`/api/jobs?${search}${selected === null ? '' : `&selected=${selected}`}`, { signal: own.signal })
      if (!response.ok) return
      const { selected: job, ...page } = (await response.json()) as JobPage & { selected: JobView | null }
      setLoaded({ search, page })
      if (job) store.catchUp(job)
    } catch {
      // Overtaken by a later request, or the server is away: then the stream is lost too, and its return loads again.
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
  useEffect(() => {
    if (stale) load()
  }, [stale])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      request.current?.abort()
    },
    [],
  )
  useLiveChange((change) => {
    if (change.type === 'deleted')
      setLoaded(({ page, ...rest }) => ({ ...rest, page: { ...page, jobs: page.jobs.filter(({ id }) => id !== change.jobId) } }))
    if (change.type !== 'job' || change.kind) loadSoon()
  })

  return { query, page: loaded.page, stale }
}
