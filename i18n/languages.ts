import type { Locale } from '#i18n/locales.ts'

/** What every page knows of every language: its own name, where its lines begin, and the words of its addresses by their part. */
export type Language = { name: string; direction: 'ltr' | 'rtl' | undefined; addresses: Record<string, string> }

/** Read from the catalogs by next.config.ts when the pages are built, so that no browser loads a catalog for the words of its addresses. */
export const LANGUAGES: Record<Locale, Language> = JSON.parse(process.env.QUAYSIDE_LANGUAGES ?? '{}')
