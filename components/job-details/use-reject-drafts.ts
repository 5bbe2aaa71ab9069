import { useCallback, useState } from 'react'
import type { RejectDraft } from '#components/job-details/reject-fields.tsx'

type Drafts = ReadonlyMap<number, RejectDraft>

const NONE: Drafts = new Map()
/** By job, for as long as the page is not loaded anew: whoever looks at the journal meanwhile finds them again. */
const kept = new Map<number, Drafts>()

/** What was typed into a job's rejects and is not saved, by record; and what keeps it, or lets go of it. */
export function useRejectDrafts(jobId: number): [Drafts, (record: number, draft: RejectDraft | undefined) => void] {
  const [drafts, setDrafts] = useState(() => kept.get(jobId) ?? NONE)
  const keep = useCallback(
    (record: number, draft: RejectDraft | undefined) => {
      const before = kept.get(jobId) ?? NONE
      if (!draft && !before.has(record)) return
      const after = new Map(before)
      if (draft) after.set(record, draft)
      else after.delete(record)
      if (after.size > 0) kept.set(jobId, after)
      else kept.delete(jobId)
      setDrafts(after)
    },
    [jobId],
  )
  return [drafts, keep]
}
