import { useLocale } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import { filterOf, type JournalQuery, writeJournalQuery } from '#components/job-details/journal-query.ts'
import { createJournalWindow, type JournalSource } from '#components/job-details/journal-window.ts'
import { useJobChange } from '#components/live/live.tsx'
import type { Counted } from '#jobs/count-journal.ts'
import type { JournalPage } from '#jobs/list-journal.ts'

/** Asks the server about a journal; throws where it does not answer. */
export async function askJournal<Answer>(
  jobId: number,
  what: '' | '/count' | '/place',
  query: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await fetch(`/api/jobs/${jobId}/journal${what}?${new URLSearchParams(query)}`, signal ? { signal } : {})
  if (!answer.ok) throw new Error(`journal: ${answer.status}`)
  return (await answer.json()) as Answer
}

const texts = (part: Record<string, number | undefined>) =>
  Object.fromEntries(Object.entries(part).map(([name, value]) => [name, String(value)]))

function sourceOf(jobId: number, locale: string, filter: JournalQuery): JournalSource {
  const asked = { ...writeJournalQuery(filter), locale }
  return {
    read: (part, signal) => askJournal<JournalPage>(jobId, '', { ...asked, ...texts(part) }, signal),
    count: (after, signal) => askJournal<Counted>(jobId, '/count', { ...asked, after: String(after) }, signal),
  }
}

/**
 * The part of a journal that this page holds, first as the server rendered it, then as the reader moves, as the address asks and
 * as the journal grows. `reading` is the entry that the reader looks at, for the place to be kept when the filter changes.
 */
export function useJournal(jobId: number, query: JournalQuery, initial: JournalPage, reading: () => number | undefined) {
  const locale = useLocale()
  const filter = filterOf(query)
  const name = JSON.stringify(filter)
  const [store] = useState(() =>
    createJournalWindow(initial, query.entry === undefined, query.entry ?? 'end', sourceOf(jobId, locale, filter)),
  )
  const state = useSyncExternalStore(store.subscribe, store.get, store.get)
  const shown = useRef({ name, entry: query.entry })

  const obey = useEffectEvent((asked: string, wanted: number | undefined) => {
    const before = shown.current
    if (before.name === asked && before.entry === wanted) return
    shown.current = { name: asked, entry: wanted }
    const entry = wanted !== before.entry ? wanted : undefined
    if (before.name !== asked) {
      const around = entry ?? (store.get().following ? undefined : reading())
      void store.change(sourceOf(jobId, locale, filter), around === undefined ? {} : { around }, around ?? 'end')
    } else if (entry !== undefined) {
      if (store.get().entries.some(({ id }) => id === entry)) store.show(entry)
      else void store.open({ around: entry }, entry)
    }
  })
  useEffect(() => obey(name, query.entry), [name, query.entry])
  useEffect(() => () => store.end(), [store])
  useJobChange(jobId, () => store.happened())
  return { state, store }
}
