import { useRef, useState } from 'react'
import type { RejectGroup, RejectView } from '#jobs/list-rejects.ts'

export type RejectsPage = { rejects: RejectView[]; next: number | null; groups?: RejectGroup[] }

/** The rejects that this page has read, in the order of the file: the first page from the server, the next when asked for. */
export function useRejects(
  jobId: number,
  filter: { reason: string | undefined; column: string | undefined },
  initial: Required<RejectsPage>,
) {
  const [{ rejects, next, groups, pages }, setState] = useState({ ...initial, pages: 1 })
  const [failed, setFailed] = useState(false)
  const [pending, setPending] = useState(false)
  const busy = useRef(false)

  async function read(after: number | null): Promise<RejectsPage> {
    const search = new URLSearchParams()
    if (after !== null) search.set('after', String(after))
    if (filter.reason) search.set('reason', filter.reason)
    if (filter.column) search.set('column', filter.column)
    const answer = await fetch(`/api/jobs/${jobId}/rejects?${search}`)
    if (!answer.ok) throw new Error(`rejects: ${answer.status}`)
    return (await answer.json()) as RejectsPage
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    if (busy.current) return
    busy.current = true
    try {
      await work()
      setFailed(false)
    } catch {
      setFailed(true)
    } finally {
      busy.current = false
    }
  }

  /** Goes on after the last one shown. */
  const readMore = () =>
    guarded(async () => {
      setPending(true)
      try {
        const page = await read(next)
        setState({ rejects: [...rejects, ...page.rejects], next: page.next, groups, pages: pages + 1 })
      } finally {
        setPending(false)
      }
    })

  /** Reads the counts, and as many pages as are shown, once more: a new reject may belong between two old ones. */
  const readAgain = () =>
    guarded(async () => {
      const found: RejectView[] = []
      let after: number | null = null
      let counts = groups
      for (let count = 0; count < pages; count += 1) {
        const page: RejectsPage = await read(after)
        found.push(...page.rejects)
        counts = page.groups ?? counts
        after = page.next
        if (after === null) break
      }
      setState({ rejects: found, next: after, groups: counts, pages })
    })

  return { rejects, next, groups, pages, failed, pending, readMore, readAgain }
}
