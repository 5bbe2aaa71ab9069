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
  'upload',
] as const

/** The words that every page has. */
export async function commonWords() {
  const words = Object.entries(await getMessages()).filter(([part]) => !(ELSEWHERE as readonly string[]).includes(part))
  return Object.fromEntries(words)
}

/** Gives what is inside these parts of the catalog too. */
export async function Words({ of, children }: { of: (typeof ELSEWHERE)[number][]; children: ReactNode }) {
  const messages = await getMessages()
  return <MoreWords words={Object.fromEntries(of.map((part) => [part, messages[part]]))}>{children}</MoreWords>
}
