import { useRef, useState } from 'react'
import { useJobChange } from '#components/live/live.tsx'
import type { JournalLevel } from '#jobs/journal.ts'
import type { EntryView } from '#jobs/list-journal.ts'

type Page = { entries: EntryView[]; earlier: boolean }

/** Lanes commit side by side, so an entry may appear after one with a greater id: the last few are read again. */
const OVERLAP = 30
/** Entries kept while the newest are followed; older ones are a click away. */
const KEPT = 1000

/** The entries that this page has read of a journal: the newest arrive by themselves, earlier ones when asked for. */
export function useJournal(jobId: number, level: JournalLevel | undefined, initial: Page) {
  const [page, setPage] = useState(initial)
  const [failed, setFailed] = useState(false)
  const known = useRef(initial)
  const reading = useRef(false)
  const again = useRef(false)

  const keep = (next: Page) => {
    known.current = next
    setPage(next)
  }

  async function read(query: Record<string, number>): Promise<Page> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
    if (level) search.set('level', level)
    const answer = await fetch(`/api/jobs/${jobId}/journal?${search}`)
    if (!answer.ok) throw new Error(`journal: ${answer.status}`)
    return (await answer.json()) as Page
  }

  async function readNewest(): Promise<void> {
    if (reading.current) {
      again.current = true
      return
    }
    reading.current = true
    try {
      do {
        again.current = false
        const kept = known.current.entries
        const { entries } = await read({ after: kept.at(-OVERLAP)?.id ?? 0 })
        const fresh = entries.filter(({ id }) => !kept.some((entry) => entry.id === id))
        if (fresh.length === 0) continue
        const merged = [...kept, ...fresh].sort((a, b) => a.id - b.id)
        const limit = Math.max(KEPT, kept.length)
        keep({ entries: merged.slice(-limit), earlier: known.current.earlier || merged.length > limit })
        // So many at once: it was a whole page, and there are more.
        again.current ||= fresh.length > 100
      } while (again.current)
      setFailed(false)
    } catch {
      // The stream says when the connection is back, and that reads again.
      setFailed(true)
    } finally {
      reading.current = false
    }
  }

  async function readEarlier(): Promise<void> {
    const first = known.current.entries[0]
    if (!first) return
    try {
      const { entries, earlier } = await read({ before: first.id })
      keep({ entries: [...entries, ...known.current.entries], earlier })
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }

  useJobChange(jobId, () => void readNewest())
  return { ...page, failed, readEarlier, retry: readNewest }
}
