'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ComponentProps, type ReactNode, useMemo } from 'react'

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>

/** @param text JSON of parts of the catalog */
export function MoreWords({ text, children }: { text: string; children: ReactNode }) {
  const known = useMessages()
  const messages = useMemo((): Messages => ({ ...known, ...JSON.parse(text) }), [known, text])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
