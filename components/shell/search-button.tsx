'use client'

import { doCommand } from '#components/shell/commands.ts'
import { KeyCap } from '#components/shell/key-cap.tsx'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** Opens the palette, and tells its keys where there is room: whoever speaks to the page says what they see. */
export function SearchButton() {
  const t = useTranslations('palette')
  return (
    <Button
      look="ghost"
      aria-keyshortcuts="Control+K Meta+K"
      className="max-lg:size-8 max-lg:px-0 max-md:size-10 max-[24rem]:hidden"
      onClick={() => doCommand('palette')}
    >
      <span className="icon icon-search size-4" />
      <span className="sr-only">{t('open')}</span>
      <span className="max-lg:hidden">
        <KeyCap id="palette" />
      </span>
    </Button>
  )
}
