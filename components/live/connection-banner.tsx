'use client'

import { WifiOff } from 'lucide-react'
import { useState } from 'react'
import { useConnection } from '#components/live/live.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** Says that what is shown may be old, for as long as it may be. */
export function ConnectionBanner() {
  const t = useTranslations('live')
  const lost = useConnection() === 'lost'
  const [wasLost, setWasLost] = useState(false)
  if (lost && !wasLost) setWasLost(true)
  return (
    <div role="status">
      {!lost && wasLost && <p className="sr-only">{t('back')}</p>}
      {lost && (
        <p className="flex animate-appear items-center gap-2 border-b border-line bg-subtle px-4 py-2 text-sm text-warning">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t('lost')}
        </p>
      )}
    </div>
  )
}
