'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ComponentProps, type ReactNode, useMemo } from 'react'

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>

export function MoreWords({ words, children }: { words: Messages; children: ReactNode }) {
  const known = useMessages()
  const messages = useMemo(() => ({ ...known, ...words }), [known, words])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
