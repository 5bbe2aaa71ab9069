import { useEffect, useRef, useState } from 'react'
import { useClock } from '#components/jobs/addresses.ts'
import { type ListQuery, listSearch } from '#components/jobs/list-query.ts'
import { useLiveChange } from '#components/live/live.tsx'
import type { BarUnit } from '#i18n/time-bars.ts'
import type { ActivityBar } from '#jobs/job-activity.ts'

export type Activity = { unit: BarUnit; bars: ActivityBar[] }

/** Milliseconds between two readings, however many jobs begin or end. */
const GATHER = 5000

/** When the jobs of the list began; read again as they change. Until the first answer undefined. */
export function useActivity({ sort, after, before, ...filter }: ListQuery): Activity | undefined {
  const search = listSearch(filter)
  const [activity, setActivity] = useState<Activity>()
  const [round, setRound] = useState(0)
  // The bars are cut by the reader's clock.
  const { zone } = useClock()
  const opened = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again, a new zone for other bars
  useEffect(() => {
    const request = new AbortController()
    fetch(`/api/jobs/activity?${search}`, { signal: request.signal })
      .then(async (response) => response.ok && setActivity((await response.json()) as Activity))
      // Overtaken, or the server is away: what is shown stays, and the stream's return asks again.
      .catch(() => {})
    return () => request.abort()
  }, [search, round, zone])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveChange((change) => {
    if (change.type === 'job' && !change.kind) return
    // The stream has just been opened: this was asked a moment ago.
    if (change.type === 'caught-up' && !opened.current) {
      opened.current = true
      return
    }
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      // Nobody looks; when somebody does again, the stream's return asks.
      if (document.visibilityState === 'hidden') return
      setRound((now) => now + 1)
    }, GATHER)
  })
  return activity
}
