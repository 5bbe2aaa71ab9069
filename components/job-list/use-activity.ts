import { useEffect, useRef, useState } from 'react'
import { type ListQuery, listSearch } from '#components/jobs/list-query.ts'
import { useLiveChange } from '#components/live/live.tsx'
import type { BarUnit } from '#i18n/time-bars.ts'
import type { ActivityBar } from '#jobs/job-activity.ts'

export type Activity = { unit: BarUnit; bars: ActivityBar[] }

/** Milliseconds between two readings, however many jobs begin or end. */
const GATHER = 2000

/** When the jobs of the list began; read again as they change. Until the first answer undefined. */
export function useActivity({ sort, after, before, ...filter }: ListQuery): Activity | undefined {
  const search = listSearch(filter)
  const [activity, setActivity] = useState<Activity>()
  const [round, setRound] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  useEffect(() => {
    const request = new AbortController()
    fetch(`/api/jobs/activity?${search}`, { signal: request.signal })
      .then(async (response) => response.ok && setActivity((await response.json()) as Activity))
      // Overtaken, or the server is away: what is shown stays, and the stream's return asks again.
      .catch(() => {})
    return () => request.abort()
  }, [search, round])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveChange((change) => {
    if (change.type === 'job' && !change.kind) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setRound((now) => now + 1)
    }, GATHER)
  })
  return activity
}
