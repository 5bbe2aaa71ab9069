import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { newer, useLiveChange, useLiveStore } from '#components/live/live.tsx'
import type { ListedJob } from '#jobs/job-view.ts'
import type { Asked } from '#jobs/reasons-of.ts'
import { ASKED_BY, TRANSIENT } from '#jobs/status.ts'

/** Milliseconds between two askings, however much changes. */
const GATHER = 250
const NONE: ReadonlyMap<number, Asked> = new Map()

/**
 * Who asked for the statuses of these jobs, and why, by their numbers: asked for all of them at once after the page is there, and again
 * as they change, since the page does without. A job may have moved on since, see `askedFor`.
 */
export function useReasons(jobs: ListedJob[]): ReadonlyMap<number, Asked> {
  const store = useLiveStore()
  const [reasons, setReasons] = useState(NONE)
  const known = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const ask = useEffectEvent(async () => {
    const asked = jobs.map((read) => newer(store.get(read.id), read)).filter(({ status }) => ASKED_BY[status])
    // A job that is coming to its rest changes with each tick, and is asked about once.
    const versions = asked.map(({ id, status, version }) => `${id} ${TRANSIENT[status] ? status : version}`).join()
    if (versions === known.current) return
    known.current = versions
    if (asked.length === 0) return setReasons(NONE)
    const answer = await fetch(`/api/jobs/reasons?ids=${asked.map(({ id }) => id)}`)
      .then((response) => (response.ok ? (response.json() as Promise<Asked[]>) : null))
      .catch(() => null)
    // Something has changed meanwhile, and was asked for after this.
    if (known.current !== versions) return
    if (answer) setReasons(new Map(answer.map((one) => [one.jobId, one])))
    // The details tell it too; with the next change it is asked again.
    else known.current = ''
  })
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      ask()
    }, GATHER)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: other jobs, other reasons
  useEffect(() => {
    ask()
  }, [jobs])
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveChange((change) => {
    if (change.type === 'caught-up') soon()
    else if (change.type === 'job' && jobs.some(({ id }) => id === change.job.id)) soon()
  })
  return reasons
}

/** What was asked for, if the job is still there by it. */
export const askedFor = ({ status }: Pick<ListedJob, 'status'>, asked: Asked | undefined): Asked | undefined =>
  asked && asked.by === ASKED_BY[status] ? asked : undefined
