'use client'

import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

export function StripButton({ shown, onToggle }: { shown: boolean; onToggle: () => void }) {
  const t = useTranslations('list.strip')
  const name = t(shown ? 'hide' : 'show')
  return (
    <Button look="ghost" size="icon" className="size-7! low:hidden max-md:hidden" aria-label={name} title={name} onClick={onToggle}>
      <span className="icon icon-chart-no-axes-column size-4" />
    </Button>
  )
}
