import { useEffect, useEffectEvent, useState } from 'react'
import type { WindowState } from '#components/job-details/journal-window.ts'
import { askJournal } from '#components/job-details/use-journal.ts'

/** Milliseconds of rest after which the lines are counted: that reads the whole journal's index. While it runs ahead, seldom. */
const REST = 300
const REST_FOLLOWING = 2000

/** An entry whose line is known, how many lines there are, and how many of them had come since the journal is held still. */
type Known = { id: number; line: number; total: number; fresh: number }

/** In which line of the journal an entry stands, where nothing is left out; and how many lines there are, as far as is known. */
export function useLines(jobId: number, { entries, later, following, fresh, opened }: WindowState, whole: boolean) {
  const [known, setKnown] = useState<Known>()
  const middle = entries[entries.length >> 1]
  const at = known ? entries.findIndex(({ id }) => id === known.id) : -1
  // What is known moves along with what is held, so that it is counted once for all that hangs together.
  if (known && at >= 0 && middle && middle.id !== known.id && (at < 50 || at >= entries.length - 50))
    setKnown({ ...known, id: middle.id, line: known.line + (entries.length >> 1) - at })

  const lost = whole && at < 0 && middle !== undefined
  const id = middle?.id
  // What was new by then is among the lines that were counted.
  const counted = useEffectEvent(() => fresh.count)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each part that is opened
  useEffect(() => {
    if (!lost || id === undefined) return
    const own = new AbortController()
    const timer = setTimeout(
      () => {
        askJournal<{ total: number; before: number }>(jobId, '/place', { of: String(id) }, own.signal)
          .then(({ total, before }) => !own.signal.aborted && setKnown({ id, line: before + 1, total, fresh: counted() }))
          // The line is a help, not more; the entries themselves say that the server is away.
          .catch(() => {})
      },
      following && known ? REST_FOLLOWING : REST,
    )
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [jobId, lost, opened, known?.id])

  if (!known || (whole && at < 0)) return { lineOf: () => undefined, total: known?.total }
  const last = known.line + entries.length - 1 - at
  const total =
    whole && (following || later === null) ? last : Math.max(known.total + Math.max(0, fresh.count - known.fresh), whole ? last : 0)
  return {
    lineOf: (entry: number | undefined) => {
      const index = whole && entry !== undefined ? entries.findIndex(({ id }) => id === entry) : -1
      return index < 0 ? undefined : known.line + index - at
    },
    total,
  }
}
