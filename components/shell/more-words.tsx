'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'

type Messages = NonNullable<ComponentProps<typeof NextIntlClientProvider>['messages']>

/** What was read of these texts, beside what was known before: the same catalog each time, as sentences are understood once for each. */
const kept = new WeakMap<Messages, Map<string, Messages>>()
const NONE: Messages = {}

/**
 * Gives what is inside these words too.
 * @param text JSON of parts of the catalog
 */
export function MoreWords({ text, children }: { text: string; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={useLocale()} messages={withMore(useMessages(), text)}>
      {children}
    </NextIntlClientProvider>
  )
}

/** @param text JSON of parts of the catalog */
export const readWords = (text: string): Messages => withMore(NONE, text)

function withMore(messages: Messages, text: string): Messages {
  const texts = kept.get(messages) ?? new Map<string, Messages>()
  kept.set(messages, texts)
  const all = texts.get(text) ?? { ...messages, ...JSON.parse(text) }
  texts.set(text, all)
  return all
}
