'use client'

import { ChevronDown, Languages } from 'lucide-react'
import { useParams, useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuRadio, MenuRadioGroup } from '#components/ui/menu.tsx'
import { LANGUAGES } from '#i18n/languages.ts'
import { LOCALES } from '#i18n/locales.ts'
import { usePathname, useRouter } from '#i18n/navigation.ts'

/**
 * Changes the language and nothing else: same job, same tab, same filters. Each is named in its own words, so that whoever
 * landed in a foreign one finds home.
 */
export function LanguageSwitch() {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const pathname = usePathname()
  const params = useParams()
  const search = useSearchParams()
  const [pending, startTransition] = useTransition()

  function choose(next: string) {
    startTransition(() => {
      // @ts-expect-error the pathname and the params of the page we are on always belong together
      router.replace({ pathname, params, query: queryOf(search) }, { locale: next })
    })
  }

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
          <Languages aria-hidden className="size-4 md:hidden" />
          <span className="max-md:hidden">{LANGUAGES[locale].name}</span>
          <ChevronDown aria-hidden className="size-3.5 max-md:hidden" />
        </Button>
      }
    >
      <MenuRadioGroup value={locale} onValueChange={choose}>
        {LOCALES.map((value) => (
          <MenuRadio key={value} value={value} lang={value}>
            {LANGUAGES[value].name}
          </MenuRadio>
        ))}
      </MenuRadioGroup>
    </Menu>
  )
}

function queryOf(search: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]))
}
