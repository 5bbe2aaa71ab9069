import { createTranslator, useLocale, useMessages, type useTranslations as useNextTranslations, useTimeZone } from 'next-intl'
import { formats } from '#i18n/formats.ts'

type Translate = ReturnType<typeof useNextTranslations>

const kept = new WeakMap<object, Map<string, Translate>>()

/**
 * The sentences of a part of the catalog, as next-intl's hook of this name gives them. That one understands each sentence anew for
 * every page that the server writes; here what was understood is kept for as long as the catalog is.
 */
export const useTranslations: typeof useNextTranslations = (namespace) => {
  const [messages, locale, timeZone] = [useMessages(), useLocale(), useTimeZone()]
  const translators = kept.get(messages) ?? new Map<string, Translate>()
  kept.set(messages, translators)
  const key = `${locale} ${timeZone} ${namespace ?? ''}`
  const known = translators.get(key)
  if (known) return known as never
  const made = createTranslator({ locale, messages, namespace, timeZone, formats } as never)
  translators.set(key, made as never)
  return made as never
}
