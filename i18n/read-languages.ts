import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '#i18n/languages.ts'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { ROOT } from '#lib/env.ts'
import type messages from '#messages/fr.json'

/** What i18n/languages.ts knows, from the catalogs. */
export function readLanguages(): Record<Locale, Language> {
  const languages = LOCALES.map((locale): [string, Language] => {
    const { addresses, languageName } = JSON.parse(readFileSync(join(ROOT, 'messages', `${locale}.json`), 'utf8')) as typeof messages
    const { direction } = new Intl.Locale(locale).getTextInfo()
    return [locale, { name: languageName, direction, addresses }]
  })
  return Object.fromEntries(languages) as Record<Locale, Language>
}
