import type { Language } from '#i18n/languages.ts'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { addressOf, PAGES } from '#i18n/pages.ts'

/** An address as people read it and the one of the folder in app/; a part in brackets stands for whatever is there. */
type PageAddress = { locale: Locale; address: string; folder: string }

/** All addresses of all pages. Words that an address must write in percent signs are left to the proxy. */
function pageAddresses(languages: Record<Locale, Language>): PageAddress[] {
  return PAGES.filter((page) => page !== '/')
    .flatMap((page) =>
      LOCALES.map((locale) => ({
        locale,
        address: `/${locale}${addressOf(page, languages[locale].addresses)}`,
        folder: `/${locale}${page}`,
      })),
    )
    .filter(({ address }) => /^[\w/[\]-]+$/.test(address))
}

/** For next.config.ts: where the pages are that these addresses mean, those of the list first: with each request Next tries one after the other. */
export const rewrites = (languages: Record<Locale, Language>) =>
  pageAddresses(languages)
    .filter(({ address, folder }) => address !== folder)
    .map(({ address, folder }) => ({ source: asPattern(address), destination: asPattern(folder) }))

const asPattern = (address: string) => address.replace(/\[(\w+)\]/g, ':$1')

/** Tells the language of a path that is exactly the address of a page, so that nobody has to ask where it leads. */
export function localeFinder(languages: Record<Locale, Language>): (path: string) => Locale | undefined {
  const found = new Map<string, Locale>()
  for (const { locale, address } of pageAddresses(languages)) found.set(address, locale)
  return (path) => found.get(path.replace(/\/\d+(?=\/|$)/, '/[jobId]'))
}
