'use client'

import { Bell, BellRing } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { mark, useMarked } from '#components/live/marks.ts'
import { Button } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { ENDED } from '#jobs/status.ts'

/** Asks the browser to tell when the job ends, even while something else is looked at; the permission is asked for here only. */
export function TellMe({ job: { id, status } }: { job: Pick<JobView, 'id' | 'status'> }) {
  const t = useTranslations('notice')
  const on = useMarked(id)
  // To whoever cannot be told nothing is offered; the server renders as if everybody could.
  const able = useSyncExternalStore(
    () => () => {},
    () => typeof Notification !== 'undefined',
    () => true,
  )
  if (!able || ENDED[status] || status === 'editing') return null

  async function ask() {
    if (on) return mark(id, false)
    const answer = await Notification.requestPermission()
    if (answer === 'granted') mark(id, true)
    else toast.error(t('forbidden'))
  }

  const label = t(on ? 'dont' : 'ask')
  const Icon = on ? BellRing : Bell
  return (
    <Tooltip content={label}>
      <Button look="ghost" size="icon" aria-label={t('ask')} aria-pressed={on} onClick={ask} className={on ? 'text-ink' : undefined}>
        <Icon aria-hidden className="size-4" />
      </Button>
    </Tooltip>
  )
}
