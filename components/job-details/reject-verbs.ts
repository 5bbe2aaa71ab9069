import { toast } from 'sonner'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RejectRow } from '#jobs/list-rejects.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { REJECTS_REST, verbsFrom } from '#jobs/status.ts'

type Asked = { jobId: number; selection: RejectSelection }
type Verb<Input, Value> = (input: Input) => Promise<Outcome<Value>>

/** What can be asked of rejects; each asks the server. */
export type RejectVerbs = {
  repair: Verb<Asked & { repair: Repair[] }, { changed: number; unwritable: number; at: string }>
  repairAndRetry: Verb<Asked & { repair: Repair[] }, { changed: number; retried: number; version: string }>
  restore: Verb<Asked, { count: number }>
  retry: Verb<Asked, { count: number; version: string }>
  discard: Verb<Asked & { reason?: string }, { count: number; at: string }>
  reopen: Verb<Asked, { count: number }>
}

/** Which rejects a verb is asked of, how many there are (null: not counted yet), and what they have in common. */
export type Scope = {
  selection: RejectSelection
  count: number | null
  code?: RejectRow['code'] | undefined
  column?: string | null | undefined
}

export const mayRepair = ({ status }: Pick<JobView, 'status'>) => REJECTS_REST[status]
export const mayRetry = ({ status }: Pick<JobView, 'status'>) => verbsFrom(status).includes('retry')

/** Asks a verb; what it refuses is told, and then there is no value. */
export function useAsk(): <Value>(work: () => Promise<Outcome<Value>>) => Promise<Value | undefined> {
  const t = useTranslations('job')
  const refusalText = useRefusalText()
  return async (work) => {
    try {
      const outcome = await work()
      if (outcome.ok) return outcome.value
      toast.error(refusalText(outcome.refusal))
    } catch {
      toast.error(t('failed'))
    }
    return undefined
  }
}
