import type { JobOutcome, ManyAnswer } from '#jobs/for-many.ts'
import type { Outcome, Refusal } from '#jobs/outcome.ts'
import type { ManyVerb } from '#jobs/status.ts'

/** Jobs by number, or all that match the filters of an address, up to the newest at the click. */
export type Which = { ids: number[] } | { search: string; upTo: number }

export type Run = {
  verb: ManyVerb
  /** Of the jobs that are through: those for which it was done, and the others with their reasons. */
  done: number[]
  refused: JobOutcome[]
  /** `stopped` by whoever began it; `failed` where the server did not answer or refused all of it at once. */
  state: 'running' | 'stopped' | 'failed' | 'ended'
  refusal?: Refusal
}

const MOST = 50

/**
 * Asks the verb of all of them, some at a time, and tells after each answer how far it is. What was asked is done by the server
 * even if nobody waits for the answer, so that a stop waits for it and keeps the rest from being asked.
 */
export async function runMany(
  { verb, reason, which, isStopped }: { verb: ManyVerb; reason?: string; which: Which; isStopped: () => boolean },
  onProgress: (run: Run) => void,
): Promise<Run> {
  const run: Run = { verb, done: [], refused: [], state: 'running' }
  const end = (state: Run['state'], refusal?: Refusal): Run => ({ ...run, state, ...(refusal && { refusal }) })
  let rest: Which | undefined = which
  while (rest && !isStopped()) {
    const answer: Outcome<ManyAnswer> | undefined = await ask(verb, reason, 'ids' in rest ? { ids: rest.ids.slice(0, MOST) } : rest)
    if (!answer) return end('failed')
    if (!answer.ok) return end('failed', answer.refusal)
    const { outcomes, next } = answer.value
    for (const outcome of outcomes) {
      if (outcome.refusal) run.refused.push(outcome)
      else run.done.push(outcome.jobId)
    }
    if ('ids' in rest) rest = outcomes.length < rest.ids.length ? { ids: rest.ids.slice(outcomes.length) } : undefined
    else rest = next === null ? undefined : { search: rest.search, upTo: next }
    onProgress({ ...run })
  }
  return end(rest ? 'stopped' : 'ended')
}

async function ask(verb: ManyVerb, reason: string | undefined, which: Which): Promise<Outcome<ManyAnswer> | undefined> {
  try {
    const response = await fetch('/api/jobs/many', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ verb, reason, which }),
    })
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
