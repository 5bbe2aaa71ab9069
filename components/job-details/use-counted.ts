import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { askJournal } from '#components/job-details/use-journal.ts'
import type { Counted } from '#jobs/count-journal.ts'

/** Milliseconds between two counts of the same, while there is more and more. */
const RECOUNT = 2000

type Answer = { asked: string; version: string; counted: Counted | undefined }

/**
 * How many entries of a journal there are of what is asked for, counted again as `version` changes; undefined until that is known.
 * @param asked the parameters of the question as JSON, undefined for none
 * @param rendered what the server counted, and of which version
 */
export function useCounted(
  jobId: number,
  asked: string | undefined,
  version: string,
  rendered?: { version: string; counted: Counted },
): Counted | undefined {
  const [answer, setAnswer] = useState<Answer | undefined>(rendered && asked !== undefined ? { asked, ...rendered } : undefined)
  const busy = useRef<string>(undefined)
  const next = useRef(0)
  // What is rendered anew is newer than what was counted here.
  const [known, setKnown] = useState(rendered?.counted)
  if (rendered && asked !== undefined && known !== rendered.counted) {
    setKnown(rendered.counted)
    setAnswer({ asked, ...rendered })
  }

  const count = useEffectEvent(async (question: string) => {
    busy.current = question
    // Where the server is away, the entries themselves say so; what changes afterwards counts again.
    const counted = await askJournal<Counted>(jobId, '/count', JSON.parse(question)).catch(() => undefined)
    // Another question has been asked since.
    if (busy.current !== question) return
    busy.current = undefined
    next.current = performance.now() + RECOUNT
    setAnswer((before) => ({ asked: question, version, counted: counted ?? (before?.asked === question ? before.counted : undefined) }))
  })
  const same = answer !== undefined && answer.asked === asked
  useEffect(() => {
    if (asked === undefined || busy.current === asked || (same && answer.version === version)) return
    const timer = setTimeout(count, same ? Math.max(0, next.current - performance.now()) : 0, asked)
    return () => clearTimeout(timer)
  }, [asked, version, same, answer])
  return same ? answer.counted : undefined
}
