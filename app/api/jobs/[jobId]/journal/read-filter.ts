import { getMessages } from 'next-intl/server'
import { z } from 'zod'
import { ENCODING_NAMES, SEPARATOR_NAMES } from '#components/job-details/format-names.ts'
import { JOURNAL_LEVELS } from '#components/job-details/journal-levels.ts'
import { LOCALES, type Locale } from '#i18n/locales.ts'
import { searchWords } from '#i18n/search-words.ts'
import type { JournalFilter } from '#jobs/journal-filter.ts'
import { journalWords, type ShownAs } from '#lib/journal-words.ts'

const moment = z.iso.datetime({ offset: true }).optional()

/** What a journal can be filtered by, as an address of the API says it; `locale` is the language of the words. */
export const journalFilter = {
  locale: z.enum(LOCALES).default(LOCALES[0]),
  level: z.enum([...JOURNAL_LEVELS, 'problem']).optional(),
  find: z.string().max(200).optional(),
  since: moment,
  until: moment,
}

type Asked = {
  level?: JournalFilter['level'] | undefined
  find?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

/** The filter as the domain takes it: the words with the codes in whose sentences they stand in the reader's catalog. */
export async function readFilter(locale: Locale, { level, find, since, until }: Asked): Promise<JournalFilter> {
  const words = find ? searchWords(find, locale) : []
  return {
    ...(level && { level }),
    ...(since && { since: new Date(since) }),
    ...(until && { until: new Date(until) }),
    ...(words.length > 0 && { words: await wordsOf(locale, words) }),
  }
}

async function wordsOf(locale: Locale, words: ReturnType<typeof searchWords>) {
  const { journal, journalTab, general } = await getMessages({ locale })
  const shown: ShownAs[] = [
    { param: 'reason', value: '', text: journalTab.noReason },
    ...Object.entries(ENCODING_NAMES).map(([value, text]) => ({ param: 'encoding', value, text })),
    ...Object.entries(SEPARATOR_NAMES).flatMap(([value, name]) =>
      ['separator', 'other'].map((param) => ({ param, value, text: general.separators[name] })),
    ),
  ]
  return journalWords(words, journal, shown)
}
