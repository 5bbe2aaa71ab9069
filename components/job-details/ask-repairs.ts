import type { RefusedValues } from '#jobs/list-rejects.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { RepairPreview, RepairSuggestion } from '#jobs/reject-repair.ts'

/** @param body a selection of rejects, and what is asked about them, as JSON */
async function ask<Answer>(jobId: number, what: 'suggestions' | 'values' | 'preview', body: string, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(`/api/jobs/${jobId}/rejects/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    signal,
  })
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`)
  return (await answer.json()) as Answer
}

/** Repairs worth offering, those that mend most first. */
export const askSuggestions = (jobId: number, body: string, signal: AbortSignal) =>
  ask<RepairSuggestion[]>(jobId, 'suggestions', body, signal)
/** The different values that were refused, the most frequent first. */
export const askValues = (jobId: number, body: string, signal: AbortSignal) => ask<RefusedValues>(jobId, 'values', body, signal)
/** What a repair would do. */
export const askPreview = (jobId: number, body: string, signal: AbortSignal) => ask<Outcome<RepairPreview>>(jobId, 'preview', body, signal)
