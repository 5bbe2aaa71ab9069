import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFormatter, createTranslator } from 'use-intl/core'
import { formats } from '#i18n/formats.ts'
import type { Locale } from '#i18n/routing.ts'
import { ROOT } from '#lib/env.ts'
import type messages from '#messages/fr.json'

/** The browser's time zone, and so the one that the pages speak in. */
export const TIME_ZONE = 'Europe/Rome'

export type Words = ReturnType<typeof wordsOf>

/** What the pages say in a language, from its catalog: `t('job.verbs.start')`, and how they write numbers and dates. */
export function wordsOf(locale: Locale) {
  const catalog = JSON.parse(readFileSync(join(ROOT, 'messages', `${locale}.json`), 'utf8')) as typeof messages
  const settings = { locale, formats, timeZone: TIME_ZONE }
  return { locale, t: createTranslator({ ...settings, messages: catalog }), format: createFormatter(settings) }
}
