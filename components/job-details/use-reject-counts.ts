import { useCallback, useEffect, useRef, useState } from 'react'
import { type RejectsQuery, searchOf } from '#components/job-details/reject-query.ts'
import type { RejectCount, RejectGroup } from '#jobs/list-rejects.ts'
import { REJECT_STATES, type RejectState } from '#jobs/status.ts'

export type RejectCounts = Record<RejectState, number>

type Counted = { groups: RejectGroup[]; counts: RejectCount[] | null }

/** The groups, and how many rejects each has: counted beside the list, which does not wait for it. `failed`: not counted anew. */
export function useRejectCounts(jobId: number, query: RejectsQuery, initial: Counted, generation: number) {
  const [{ groups, counts }, setCounted] = useState(initial)
  const [rendered, setRendered] = useState(initial)
  if (rendered.groups !== initial.groups) {
    setRendered(initial)
    // Until they are counted anew the old numbers are better than none.
    setCounted({ groups: initial.groups, counts: initial.counts ?? (query.search ? null : counts) })
  }
  const [failed, setFailed] = useState(false)
  const asked = useRef(0)
  const { state, search } = query
  const read = useCallback(async () => {
    asked.current += 1
    const mine = asked.current
    const params = searchOf({ state, search, reason: undefined, column: undefined, record: undefined })
    const found = await fetch(`/api/jobs/${jobId}/rejects/groups?${params}`)
      .then(async (answer) => (answer.ok ? ((await answer.json()) as Counted) : undefined))
      .catch(() => undefined)
    if (mine !== asked.current) return
    if (found) setCounted(found)
    setFailed(!found)
  }, [jobId, state, search])

  const whole = useRef(initial.counts !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each generation is read once more
  useEffect(() => {
    if (whole.current) whole.current = false
    else void read()
  }, [generation, read])

  return { groups, counts, sums: counts && sumsOf(counts), failed, recount: read }
}

function sumsOf(counts: RejectCount[]): RejectCounts {
  const sums = Object.fromEntries(REJECT_STATES.map((state) => [state, 0])) as RejectCounts
  for (const { state, count } of counts) sums[state] += count
  return sums
}
