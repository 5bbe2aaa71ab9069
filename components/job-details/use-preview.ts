import { useEffect, useState } from 'react'
import { askPreview } from '#components/job-details/ask-repairs.ts'
import type { Scope } from '#components/job-details/reject-verbs.ts'
import type { Refusal } from '#jobs/outcome.ts'
import type { Repair, RepairPreview } from '#jobs/reject-repair.ts'

/** Milliseconds after the last letter before it is asked what would come of it. */
const PAUSE = 200

type Answer = { preview?: RepairPreview; refusal?: Refusal | { code: 'unreachable' } }

/** What the repair would do, as far as it says what to do; the last answer stays until the next is there. */
export function usePreview(jobId: number, { selection }: Scope, repair: Repair | undefined): Answer & { busy: boolean } {
  const [answer, setAnswer] = useState<Answer & { asked: string }>()
  const asked = repair && isComplete(repair) ? JSON.stringify({ selection, repair: toldOnly(repair) }) : undefined
  useEffect(() => {
    if (asked === undefined) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      askPreview(jobId, asked, stop.signal).then(
        (outcome) => setAnswer({ asked, ...(outcome.ok ? { preview: outcome.value } : { refusal: outcome.refusal }) }),
        () => !stop.signal.aborted && setAnswer({ asked, refusal: { code: 'unreachable' } }),
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [jobId, asked])
  if (asked === undefined) return { busy: false }
  return {
    ...(answer?.preview && { preview: answer.preview }),
    ...(answer?.refusal && { refusal: answer.refusal }),
    busy: answer?.asked !== asked,
  }
}

const toldOnly = (repair: Repair): Repair =>
  repair.kind === 'map' ? { ...repair, pairs: repair.pairs.filter(({ to }) => to !== null) } : repair

function isComplete(repair: Repair): boolean {
  if (repair.kind === 'replace') return repair.find !== ''
  if (repair.kind === 'set' || repair.kind === 'fill') return repair.value !== ''
  if (repair.kind === 'map') return repair.pairs.some(({ to }) => to !== null)
  return true
}
