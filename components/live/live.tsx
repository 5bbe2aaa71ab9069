'use client'

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { hearEnds } from '#components/live/ends-channel.ts'
import { type Connection, createLiveStore, type LiveChange, type LiveStore } from '#components/live/live-store.ts'
import { settle } from '#components/live/settled.ts'
import type { JobView } from '#jobs/job-view.ts'

const Live = createContext<LiveStore | null>(null)

/** One stream of live events for everything below it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createLiveStore)
  useEffect(() => store.connect('/api/live'), [store])
  useEffect(() => hearEnds(store.catchUp), [store])
  useEffect(settle, [])
  return <Live value={store}>{children}</Live>
}

export function useLiveStore(): LiveStore {
  const store = useContext(Live)
  if (!store) throw new Error('live data is asked for outside of LiveProvider')
  return store
}

/** The newer of what came live and what was read; a job never goes back in time. */
export const newer = <Read extends Pick<JobView, 'version'>>(live: JobView | undefined, read: Read): Read | JobView =>
  live && live.version >= read.version ? live : read

/** The job as it is now, by what the server rendered and what came live. */
export function useJob<Read extends Pick<JobView, 'id' | 'version'>>(initial: Read): Read | JobView {
  const store = useLiveStore()
  const live = useSyncExternalStore(
    store.subscribe,
    () => store.get(initial.id),
    () => undefined,
  )
  return newer(live, initial)
}

/** Calls back on whatever happens to any job, and after the connection was away. */
export function useLiveChange(callback: (change: LiveChange) => void): void {
  const store = useLiveStore()
  const onChange = useEffectEvent(callback)
  useEffect(() => store.subscribe((change) => onChange(change)), [store])
}

/** Calls back on each live event of this job, and once the stream is open, at first and after each gap. */
export function useJobChange(jobId: number, callback: () => void): void {
  useLiveChange((change) => {
    if (change.type === 'caught-up' || (change.type === 'job' && change.job.id === jobId)) callback()
  })
}

/** Whether changes arrive by themselves right now. */
export function useConnection(): Connection {
  const store = useLiveStore()
  return useSyncExternalStore(store.subscribeConnection, store.connection, () => 'open' as const)
}

/** The job's place among those that wait for a worker, from 1; null where it does not wait, or nothing is known of it. */
export function usePlaceInLine(job: JobView): number | null {
  const store = useLiveStore()
  const place = useSyncExternalStore(
    store.subscribeLine,
    () => store.placeInLine(job.id),
    () => undefined,
  )
  return job.status === 'running' && job.leasedAt === null ? (place ?? job.placeInLine) : null
}

/** Whether there is any worker, while jobs wait for one. */
export function useWorkersThere(rendered: boolean): boolean {
  const store = useLiveStore()
  return useSyncExternalStore(store.subscribeLine, store.workersThere, () => undefined) ?? rendered
}
