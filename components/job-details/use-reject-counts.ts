import { useCallback, useEffect, useRef, useState } from 'react'
import { type RejectsQuery, searchOf } from '#components/job-details/reject-query.ts'
import type { RejectCount, RejectGroup } from '#jobs/list-rejects.ts'
import { REJECT_STATES, type RejectState } from '#jobs/status.ts'

export type RejectCounts = Record<RejectState, number>

type Counted = { groups: RejectGroup[]; counts: RejectCount[] | null }

/** The groups, and how many rejects each has: counted beside the list, which does not wait for it. */
export function useRejectCounts(jobId: number, query: RejectsQuery, initial: Counted, generation: number) {
  const [{ groups, counts }, setCounted] = useState(initial)
  const [rendered, setRendered] = useState(initial)
  if (rendered.groups !== initial.groups) {
    setRendered(initial)
    // Until they are counted anew the old numbers are better than none.
    setCounted({ groups: initial.groups, counts: initial.counts ?? (query.search ? null : counts) })
  }
  const asked = useRef(0)
  const { state, search } = query
  const read = useCallback(async () => {
    asked.current += 1
    const mine = asked.current
    const params = searchOf({ state, search, reason: undefined, column: undefined, record: undefined })
    const answer = await fetch(`/api/jobs/${jobId}/rejects/groups?${params}`).catch(() => undefined)
    if (answer?.ok && mine === asked.current) setCounted((await answer.json()) as Counted)
  }, [jobId, state, search])

  const whole = useRef(initial.counts !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each generation is read once more
  useEffect(() => {
    if (whole.current) whole.current = false
    else void read()
  }, [generation, read])

  return { groups, counts, sums: counts && sumsOf(counts) }
}

function sumsOf(counts: RejectCount[]): RejectCounts {
  const sums = Object.fromEntries(REJECT_STATES.map((state) => [state, 0])) as RejectCounts
  for (const { state, count } of counts) sums[state] += count
  return sums
}
