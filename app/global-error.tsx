'use client'

import { hasLocale, type Messages, NextIntlClientProvider } from 'next-intl'
import { useEffect, useState } from 'react'
import { Failure } from '#components/shell/failure.tsx'
import { type Locale, routing } from '#i18n/routing.ts'
import './globals.css'

/** When even the frame of the page fails: its words come from the address's language, since nothing was handed over. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const [words, setWords] = useState<{ locale: Locale; messages: Messages }>()
  useEffect(() => {
    const named = window.location.pathname.split('/')[1]
    const locale = hasLocale(routing.locales, named) ? named : routing.defaultLocale
    import(`../messages/${locale}.json`).then(({ default: messages }) => setWords({ locale, messages }))
  }, [])
  return (
    <html lang={words?.locale}>
      <body className="antialiased">
        {words && (
          <NextIntlClientProvider locale={words.locale} messages={words.messages} timeZone="UTC">
            <Failure error={error} retry={retry} />
          </NextIntlClientProvider>
        )}
      </body>
    </html>
  )
}
