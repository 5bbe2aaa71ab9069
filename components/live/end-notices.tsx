'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { tellTabs } from '#components/live/ends-channel.ts'
import { mark, markedJobs, subscribeMarks } from '#components/live/marks.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { ENDED } from '#jobs/status.ts'

/**
 * Tells of the end of the jobs that this browser marked. One of its tabs at a time waits for them, be it seen or not: that is
 * what the person asked for. Without marks, nothing is open.
 */
export function EndNotices() {
  const t = useTranslations('notice')
  const statusName = useTranslations('status')
  const router = useRouter()
  const jobs = useSyncExternalStore(subscribeMarks, markedJobs, () => '')

  const tell = useEffectEvent((job: JobView) => {
    // The tab in which it is open says how it stands, also while nobody looks at it.
    tellTabs(job)
    if (!ENDED[job.status]) return
    mark(job.id, false)
    const { success, rejects } = job.counters
    const title = t('title', { label: job.label || t('unlabelled', { jobId: String(job.id) }), status: statusName(job.status) })
    try {
      const notice = new Notification(title, {
        body: t('body', { kind: job.kind, success, rejects }),
        tag: `quayside-${job.id}`,
        icon: '/icon.svg',
        lang: document.documentElement.lang,
      })
      notice.addEventListener('click', () => {
        window.focus()
        notice.close()
        router.push({ pathname: '/jobs/[jobId]', params: { jobId: String(job.id) } })
      })
    } catch {
      // Some browsers on phones leave that to others than pages; the title and the icon of the tab tell it too.
    }
  })

  useEffect(() => {
    if (jobs === '' || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
    const done = new AbortController()
    void oneTab(done.signal, () => {
      const source = new EventSource(`/api/live?ends=${jobs}`)
      source.addEventListener('jobs', (event) => {
        for (const job of JSON.parse(event.data) as JobView[]) tell(job)
      })
      source.addEventListener('deleted', (event) => {
        for (const jobId of JSON.parse(event.data) as number[]) mark(jobId, false)
      })
      return () => source.close()
    })
    return () => done.abort()
  }, [jobs])

  return null
}

/** Does it in one tab of this browser at a time, until it is aborted; the next one takes over. */
function oneTab(signal: AbortSignal, open: () => () => void): Promise<void> {
  const run = () =>
    new Promise<void>((resolve) => {
      const close = open()
      signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  if (!navigator.locks) return run()
  return navigator.locks.request('quayside-ends', { signal }, run).catch(() => {})
}
