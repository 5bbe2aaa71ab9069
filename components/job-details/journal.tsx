'use client'

import { ArrowDown, ScrollText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Entry } from '#components/job-details/entry.tsx'
import { JOURNAL_LEVELS } from '#components/job-details/journal-levels.ts'
import { type Query, queryWith } from '#components/job-details/query-with.ts'
import { useJournal } from '#components/job-details/use-journal.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#i18n/navigation.ts'
import type { JournalLevel } from '#jobs/journal.ts'
import type { EntryView } from '#jobs/list-journal.ts'

type Props = { jobId: number; level: JournalLevel | undefined; query: Query; entries: EntryView[]; earlier: boolean }

/** The messages of a job, the newest last: followed while the reader is at the end, held still while they read elsewhere. */
export function Journal({ jobId, level, query, ...initial }: Props) {
  const t = useTranslations('journalTab')
  const format = useFormatter()
  const { entries, earlier, failed, readEarlier, retry } = useJournal(jobId, level, initial)
  const [pending, setPending] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [seen, setSeen] = useState(initial.entries.at(-1)?.id ?? 0)
  const unread = entries.filter(({ id }) => id > seen).length
  const first = entries[0]?.id
  const last = entries.at(-1)?.id ?? 0
  const shown = useRef({ first, height: 0 })

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    if (atEnd.current) {
      box.scrollTop = box.scrollHeight
      setSeen(last)
    } else if (first !== undefined && shown.current.first !== undefined && first < shown.current.first) {
      // What is put above must not move what is being read.
      box.scrollTop += box.scrollHeight - shown.current.height
    }
    shown.current = { first, height: box.scrollHeight }
  }, [first, last])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    resized.observe(box)
    return () => resized.disconnect()
  }, [])

  function onScroll() {
    const box = scroller.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24
    if (atEnd.current) setSeen(last)
  }

  function toEnd() {
    atEnd.current = true
    setSeen(last)
    const box = scroller.current
    box?.scrollTo({ top: box.scrollHeight, behavior: 'smooth' })
  }

  async function showEarlier() {
    setPending(true)
    atEnd.current = false
    await readEarlier()
    setPending(false)
  }

  return (
    <div className="relative flex h-full min-h-40 flex-col">
      <nav aria-label={t('levels.label')} className="flex shrink-0 flex-wrap gap-1 border-b border-line px-3 py-1.5">
        {[undefined, ...JOURNAL_LEVELS].map((choice) => (
          <Button key={choice ?? 'all'} asChild look="ghost" size="small" className="aria-[current]:bg-active aria-[current]:text-ink">
            <Link
              href={{ pathname: '/jobs/[jobId]/journal', params: { jobId: String(jobId) }, query: queryWith(query, { level: choice }) }}
              prefetch={false}
              scroll={false}
              aria-current={choice === level ? 'true' : undefined}
            >
              {t(`levels.${choice ?? 'all'}`)}
            </Link>
          </Button>
        ))}
      </nav>
      <section
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        aria-label={t('title')}
        className="relative min-h-0 flex-1 overflow-y-auto -outline-offset-2 [overflow-anchor:none]"
      >
        {earlier && (
          <div className="flex justify-center p-2">
            <Button size="small" pending={pending} onClick={showEarlier}>
              {t('earlier')}
            </Button>
          </div>
        )}
        {entries.length === 0 && (
          <EmptyState
            icon={ScrollText}
            title={level ? t('empty.filtered') : t('empty.title')}
            action={
              level && (
                <Button asChild>
                  <Link
                    href={{
                      pathname: '/jobs/[jobId]/journal',
                      params: { jobId: String(jobId) },
                      query: queryWith(query, { level: undefined }),
                    }}
                  >
                    {t('empty.showAll')}
                  </Link>
                </Button>
              )
            }
          >
            {!level && t('empty.text')}
          </EmptyState>
        )}
        <ol className="py-1" aria-live="off">
          {entries.map((entry, index) => {
            const day = format.dateTime(new Date(entry.at), { dateStyle: 'full' })
            const before = entries[index - 1]
            return (
              <Fragment key={entry.id}>
                {(!before || format.dateTime(new Date(before.at), { dateStyle: 'full' }) !== day) && (
                  <li className="px-4 pt-2 pb-1 text-xs font-medium text-muted max-md:px-3">{day}</li>
                )}
                <Entry entry={entry} />
              </Fragment>
            )
          })}
        </ol>
        {failed && (
          <p role="alert" className="flex flex-wrap items-center gap-3 px-4 py-2 text-sm text-danger">
            {t('unreadable')}
            <Button size="small" onClick={retry}>
              {t('retry')}
            </Button>
          </p>
        )}
      </section>
      <div role="status" className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
        {unread > 0 && (
          <Button look="primary" size="small" className="pointer-events-auto rounded-full shadow-float" onClick={toEnd}>
            <ArrowDown aria-hidden className="size-3.5" />
            {t('fresh', { count: unread })}
          </Button>
        )}
      </div>
    </div>
  )
}
