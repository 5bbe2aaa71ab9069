import { useReducer, useSyncExternalStore } from 'react'
import type { Chosen, Selection } from '#components/bulk/selection.ts'
import { newer, useLiveChange, useLiveStore } from '#components/live/live.tsx'
import type { Count } from '#jobs/count-jobs.ts'
import type { ListedJob } from '#jobs/job-view.ts'
import { isPossible, MANY_VERBS, type ManyVerb } from '#jobs/status.ts'

export type ChosenNow = Chosen & {
  /** The chosen as they are now, where they are known one by one. */
  known: ListedJob[]
  total: Count
  possible: Record<ManyVerb, Count>
}

/** What is chosen, with the jobs as they are now: their statuses change while one looks, and some are deleted. */
export function useChosen(selection: Selection): ChosenNow {
  const store = useLiveStore()
  const chosen = useSyncExternalStore(selection.subscribe, selection.chosen, selection.chosen)
  const [, renew] = useReducer((times: number) => times + 1, 0)
  useLiveChange((change) => {
    if (change.type === 'deleted') selection.forget(change.jobId)
    else if (change.type === 'caught-up' || (change.kind && chosen.jobs.has(change.job.id))) renew()
  })
  const known = [...chosen.jobs.values()].map((read) => newer(store.get(read.id), read))
  if (chosen.all) return { ...chosen, known, total: chosen.all.total, possible: chosen.all.possible }
  const exactly = (count: number): Count => ({ count, more: false })
  const counts = MANY_VERBS.map((verb) => [verb, exactly(known.filter(({ status }) => isPossible(verb, status)).length)])
  return { ...chosen, known, total: exactly(known.length), possible: Object.fromEntries(counts) as Record<ManyVerb, Count> }
}
