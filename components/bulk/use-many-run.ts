import { useParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { type Run, runMany, type Which } from '#components/bulk/run-many.ts'
import type { Selection } from '#components/bulk/selection.ts'
import type { ChosenNow } from '#components/bulk/use-chosen.ts'
import { useListSearch } from '#components/jobs/addresses.ts'
import { useLiveStore } from '#components/live/live.tsx'
import { untilLeft } from '#components/live/until-left.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Count } from '#jobs/count-jobs.ts'
import { isPossible, type ManyVerb } from '#jobs/status.ts'

type Asked = { verb: ManyVerb; chosen: ChosenNow; search: string; reason?: string }

/** What takes back what was done, where anything does. */
const UNDO: Record<ManyVerb, { verb: 'start' | 'pause' } | null> = {
  start: { verb: 'pause' },
  pause: { verb: 'start' },
  cancel: null,
  delete: null,
}

/** Runs a verb over the chosen, one run at a time; at the end the done ones are chosen no longer, the others still are. */
export function useManyRun(selection: Selection) {
  const t = useTranslations('bulk')
  const verbs = useTranslations('job.verbs')
  const store = useLiveStore()
  const [run, setRun] = useState<Run>()
  const [expected, setExpected] = useState<Count>({ count: 0, more: false })
  const stopped = useRef(false)
  const router = useRouter()
  const search = useListSearch()
  const open = Number(useParams<{ jobId?: string }>().jobId)

  async function go(verb: ManyVerb, which: Which, count: Count, reason?: string) {
    stopped.current = false
    setExpected(count)
    setRun({ verb, done: [], refused: [], state: 'running' })
    const end = await runMany({ verb, which, isStopped: () => stopped.current, ...(reason?.trim() && { reason }) }, setRun)
    if (selection.chosen().all) selection.clear()
    else {
      const done = new Set(end.done)
      selection.keep(new Set([...selection.chosen().jobs.keys()].filter((id) => !done.has(id))))
    }
    setRun(end.state === 'ended' && end.refused.length === 0 ? undefined : end)
    if (end.done.length > 0) tell(verb, end.done)
    if (verb === 'delete' && end.done.includes(open)) router.push({ pathname: '/jobs', query: search })
  }

  // Who leaves now leaves the rest undone.
  const running = run?.state === 'running'
  useEffect(() => {
    if (!running) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [running])

  function tell(verb: ManyVerb, done: number[]) {
    const undo = UNDO[verb]
    toast.success(t(`did.${verb}`, { count: done.length }), {
      duration: 8000,
      ...(undo && {
        action: {
          label: verbs(undo.verb),
          onClick: async () => {
            await untilLeft(store, done, 'pausing')
            await go(undo.verb, { ids: done }, { count: done.length, more: false })
          },
        },
      }),
    })
  }

  function start({ verb, chosen, reason }: Asked) {
    const ids = chosen.known.filter(({ status }) => isPossible(verb, status)).map(({ id }) => id)
    const which = chosen.all ? { search: chosen.all.search, upTo: chosen.all.upTo } : { ids }
    void go(verb, which, chosen.possible[verb], reason)
  }

  return {
    run,
    expected,
    start,
    stop: () => {
      stopped.current = true
    },
    close: () => setRun(undefined),
  }
}
