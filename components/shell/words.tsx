import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreWords } from '#components/shell/more-words.tsx'

/** The parts of the catalog that are large and only wanted here and there; they go along with the pages that name them. */
const ELSEWHERE = [
  'counters',
  'general',
  'journal',
  'journalTab',
  'legend',
  'newJob',
  'rejectReasons',
  'rejectsTab',
  'statusSentence',
  'templates',
  'upload',
] as const

type Part = (typeof ELSEWHERE)[number]

/** The words that every page has, as JSON. */
export async function commonWords(): Promise<string> {
  const messages = await getMessages()
  const common = Object.keys(messages).filter((part) => !(ELSEWHERE as readonly string[]).includes(part))
  return textOf(messages, common)
}

/** Gives what is inside these parts of the catalog too. */
export async function Words({ of, children }: { of: Part[]; children: ReactNode }) {
  return <MoreWords text={textOf(await getMessages(), of)}>{children}</MoreWords>
}

const kept = new WeakMap<object, Map<string, string>>()

/** Parts of a catalog as JSON: one text, made once, costs a page far less than hundreds of sentences. */
function textOf(messages: Record<string, unknown>, parts: string[]): string {
  const texts = kept.get(messages) ?? new Map<string, string>()
  kept.set(messages, texts)
  const key = parts.join(' ')
  const text = texts.get(key) ?? JSON.stringify(Object.fromEntries(parts.map((part) => [part, messages[part]])))
  texts.set(key, text)
  return text
}
