import { hasLocale } from 'next-intl'
import { LOCALES, type Locale } from '#i18n/locales.ts'

/** The reader's language: the one saved, else the first of the browser's that there is, else the first there is. */
export function chooseLocale(saved: string | undefined, acceptLanguage: string | null): Locale {
  if (hasLocale(LOCALES, saved)) return saved
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined)
      return { tag: tag.toLowerCase(), language: languageOf(tag), quality: Number(quality ?? 1) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag, language } of wanted) {
    const found = LOCALES.find((locale) => locale.toLowerCase() === tag) ?? LOCALES.find((locale) => languageOf(locale) === language)
    if (found) return found
  }
  return LOCALES[0]
}

/** Where the very region is not there, another one will do: pt-PT reads pt-BR. */
const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase()
