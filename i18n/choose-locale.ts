import { hasLocale } from 'next-intl'
import { type Locale, routing } from '#i18n/routing.ts'

/** The reader's language: the one saved, else the first of the browser's that there is, else French. */
export function chooseLocale(saved: string | undefined, acceptLanguage: string | null): Locale {
  if (hasLocale(routing.locales, saved)) return saved
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined)
      return { language: languageOf(tag), quality: Number(quality ?? 1) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    const found = routing.locales.find((locale) => languageOf(locale) === language)
    if (found) return found
  }
  return routing.defaultLocale
}

/** Each language is there once, so that its region does not matter: pt-PT reads pt-BR. */
const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase()
