import type { JobView } from '#jobs/job-view.ts'

const NAME = 'quayside-ends'

/** Tells all tabs of this browser, also those that nobody looks at, of the status that one of them has heard of. */
export function tellTabs(job: JobView): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage(job)
  channel.close()
}

export function hearEnds(hear: (job: JobView) => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener('message', ({ data }) => hear(data as JobView))
  return () => channel.close()
}
