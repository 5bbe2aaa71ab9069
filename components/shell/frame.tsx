'use client'

import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { LaterEndNotices } from '#components/live/later-end-notices.tsx'
import { Header } from '#components/shell/header.tsx'
import { readWords } from '#components/shell/more-words.tsx'
import type { Theme } from '#components/shell/theme.ts'
import { TimeZone } from '#components/shell/time-zone.tsx'
import { Toaster } from '#components/shell/toaster.tsx'
import { formats } from '#i18n/formats.ts'
import type { Locale } from '#i18n/locales.ts'

type Props = {
  locale: Locale
  timeZone: string
  /** When the page was made. */
  now: Date
  /** JSON of the parts of the catalog that every page has. */
  words: string
  theme: Theme
  children: ReactNode
}

/** What stands around every page, and what all inside of it knows: the language, its words, the reader's time. */
export function Frame({ locale, timeZone, now, words, theme, children }: Props) {
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone} now={now} messages={readWords(words)} formats={formats}>
      <Header theme={theme} />
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
      <Toaster />
      <LaterEndNotices />
      <TimeZone used={timeZone} />
    </NextIntlClientProvider>
  )
}
