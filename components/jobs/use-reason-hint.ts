import type { PointerEvent } from 'react'
import { useLiveStore } from '#components/live/live.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { ASKED_BY } from '#jobs/status.ts'

/**
 * Has the status of a row say on hover who asked for it, and why. It is read when somebody points there, since the list does
 * without; one handler for all rows.
 */
export function useReasonHint(jobs: JobView[]): (event: PointerEvent) => Promise<void> {
  const t = useTranslations('job')
  const store = useLiveStore()
  return async ({ target }) => {
    const place = (target as Element).closest<HTMLElement>('tr[data-job] > td:nth-child(2)')
    const id = Number(place?.parentElement?.dataset.job)
    const job = store.get(id) ?? jobs.find((one) => one.id === id)
    if (!place || !job || place.dataset.hint === job.version) return
    place.dataset.hint = job.version
    // What does not fit is said whole.
    place.title = place.textContent
    if (!ASKED_BY[job.status]) return
    try {
      const response = await fetch(`/api/jobs/${id}/reason`)
      const asked: { actor: string; reason: string | null } | null = response.ok ? await response.json() : null
      if (asked)
        place.title = asked.reason ? t('byWithReason', { actor: asked.actor, reason: asked.reason }) : t('by', { actor: asked.actor })
    } catch {
      // The details tell it too; the next time it is asked again.
      delete place.dataset.hint
    }
  }
}
