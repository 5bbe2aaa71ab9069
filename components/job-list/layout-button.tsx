'use client'

import { useDesk } from '#components/jobs/desk-context.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** Moves the list above the details or beside them; on narrow screens it always stands above. */
export function LayoutButton() {
  const t = useTranslations('list.desk')
  const { place, setPlace } = useDesk()
  const other = place === 'above' ? 'beside' : 'above'
  return (
    <Button
      look="ghost"
      size="icon"
      className="size-7! max-[68.75rem]:hidden"
      aria-label={t(other)}
      title={t(other)}
      onClick={() => setPlace(other)}
    >
      <span className={`icon ${other === 'beside' ? 'icon-panel-left' : 'icon-panel-top'} size-4`} />
    </Button>
  )
}
