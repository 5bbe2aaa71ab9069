import type { LiveStore } from '#components/live/live-store.ts'
import type { JobStatus } from '#jobs/status.ts'

/** No status that passes by itself lasts longer, in milliseconds. */
const LONGEST = 30_000

/** Resolves as soon as none of the jobs is in this status any more, as far as the page knows. */
export function untilLeft(store: LiveStore, jobIds: number[], status: JobStatus): Promise<void> {
  const waiting = () => jobIds.some((id) => store.get(id)?.status === status)
  if (!waiting()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(end, LONGEST)
    const unsubscribe = store.subscribe(() => waiting() || end())
  })
}
