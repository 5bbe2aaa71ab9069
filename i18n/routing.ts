import { defineRouting } from 'next-intl/routing'
import { LANGUAGES } from '#i18n/languages.ts'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { addressOf, PAGES } from '#i18n/pages.ts'

export type { Locale }

/** Where the language that a person chose is kept. */
export const LOCALE_COOKIE = 'NEXT_LOCALE'

type Pathnames = Record<(typeof PAGES)[number], Record<Locale, string>>

/** Every page's address in every language. */
const pathnames = Object.fromEntries(
  PAGES.map((page) => [page, Object.fromEntries(LOCALES.map((locale) => [locale, addressOf(page, LANGUAGES[locale].addresses)]))]),
) as Pathnames

export const routing = defineRouting({
  locales: LOCALES,
  defaultLocale: LOCALES[0],
  localePrefix: 'always',
  localeCookie: { name: LOCALE_COOKIE, maxAge: 60 * 60 * 24 * 365, sameSite: 'lax' },
  pathnames,
})
