'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>

/** What was read of these texts, beside what was known before: the same catalog each time, as sentences are understood once for each. */
const kept = new WeakMap<Messages, Map<string, Messages>>()
const NONE: Messages = {}

/** @param text JSON of parts of the catalog */
export function MoreWords({ text, children }: { text: string; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={useLocale()} messages={withMore(useMessages(), text)}>
      {children}
    </NextIntlClientProvider>
  )
}

function withMore(messages: Messages, text: string): Messages {
  const known = Object.keys(messages).length === 0 ? NONE : messages
  const texts = kept.get(known) ?? new Map<string, Messages>()
  kept.set(known, texts)
  const all = texts.get(text) ?? { ...known, ...JSON.parse(text) }
  texts.set(text, all)
  return all
}
