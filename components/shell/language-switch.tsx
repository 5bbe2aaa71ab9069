'use client'

import { useLocale } from 'next-intl'
import { type TransitionStartFunction, useTransition } from 'react'
import { useChooseLanguage } from '#components/shell/use-choose-language.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuRadio, MenuRadioGroup } from '#components/ui/menu.tsx'
import { LANGUAGES } from '#i18n/languages.ts'
import { LOCALES } from '#i18n/locales.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/**
 * Changes the language and nothing else: same job, same tab, same filters. Each is named in its own words, so that whoever
 * landed in a foreign one finds home.
 */
export function LanguageSwitch() {
  const t = useTranslations('shell')
  const locale = useLocale()
  const [pending, startTransition] = useTransition()

  return (
    <Menu
      align="end"
      trigger={
        <Button
          look="ghost"
          pending={pending}
          aria-label={t('language', { language: LANGUAGES[locale].name })}
          className="max-md:size-10 max-md:px-0"
        >
          <span className="icon icon-languages size-4 md:hidden" />
          <span className="max-md:hidden">{LANGUAGES[locale].name}</span>
          <span className="icon icon-chevron-down size-3.5 max-md:hidden" />
        </Button>
      }
    >
      <Languages whileChanging={startTransition} />
    </Menu>
  )
}

function Languages({ whileChanging }: { whileChanging: TransitionStartFunction }) {
  const choose = useChooseLanguage()
  return (
    <MenuRadioGroup value={useLocale()} onValueChange={(value) => whileChanging(() => choose(value))}>
      {LOCALES.map((value) => (
        <MenuRadio key={value} value={value} lang={value}>
          {LANGUAGES[value].name}
        </MenuRadio>
      ))}
    </MenuRadioGroup>
  )
}
