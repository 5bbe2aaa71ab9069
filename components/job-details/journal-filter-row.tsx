'use client'

import { X } from 'lucide-react'
import { useFormatter, useLocale } from 'next-intl'
import { useEffect, useState } from 'react'
import { type Step, Steps } from '#components/job-details/journal-bar.tsx'
import { filterOf, type JournalQuery, writeJournalQuery } from '#components/job-details/journal-query.ts'
import { askJournal } from '#components/job-details/use-journal.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Counted } from '#jobs/count-journal.ts'

/** Milliseconds between two counts of what is found, while there is more and more. */
const RECOUNT = 2000

type Props = {
  jobId: number
  query: JournalQuery
  /** Grows with the journal. */
  newest: number
  /** How many there are, where the page holds them all. */
  held: number | undefined
  step: Step | undefined
  onChange: (query: JournalQuery) => void
  onStep: (direction: 'next' | 'previous') => void
}

/** What is searched for and how much of it there is, and the time that is looked at. */
export function JournalFilterRow({ jobId, query, newest, held, step, onChange, onStep }: Props) {
  const t = useTranslations('journalTab')
  const counted = useFound(jobId, query, newest)
  const found = held === undefined ? counted : { count: held, more: false }
  // More than none is not yet known to be one.
  const known = found && (found.count > 0 || !found.more)
  if (!query.find && !query.since && !query.until) return null
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-selected px-4 py-1 text-sm max-md:px-3">
      {query.find && (
        <>
          <span role="status" className="min-w-20 tabular-nums">
            {known ? t('found', { count: found.count, more: String(found.more) }) : t('searching')}
          </span>
          <fieldset className="flex gap-0.5" aria-label={t('showing')}>
            {[false, true].map((context) => (
              <Button
                key={String(context)}
                look="ghost"
                size="small"
                className="h-6! aria-pressed:bg-active aria-pressed:text-ink max-md:h-8!"
                aria-pressed={Boolean(query.context) === context}
                onClick={() => onChange({ ...query, context: context || undefined })}
              >
                {context ? t('inContext') : t('foundOnly')}
              </Button>
            ))}
          </fieldset>
          <Steps
            names={{ previous: t('previousFound'), next: t('nextFound') }}
            step={step?.what === 'find' ? step : undefined}
            onStep={onStep}
          />
        </>
      )}
      {(query.since || query.until) && (
        <span className="flex items-center gap-1">
          <Period since={query.since} until={query.until} />
          <Button
            look="ghost"
            size="icon"
            className="size-6! max-md:size-8!"
            aria-label={t('period.clear')}
            onClick={() => onChange({ ...query, since: undefined, until: undefined, entry: undefined })}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </span>
      )}
    </div>
  )
}

function Period({ since, until }: { since: string | undefined; until: string | undefined }) {
  const t = useTranslations('journalTab.period')
  const format = useFormatter()
  const shown = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'short', timeStyle: 'medium' })
  if (since && until) return t('between', { since: shown(since), until: shown(until) })
  return since ? t('sinceShown', { since: shown(since) }) : t('untilShown', { until: shown(until ?? '') })
}

/** How many entries there are of what is searched for; undefined until that is known. */
function useFound(jobId: number, query: JournalQuery, newest: number): Counted | undefined {
  const locale = useLocale()
  const asked = query.find ? JSON.stringify({ ...writeJournalQuery(filterOf({ ...query, context: undefined })), locale }) : undefined
  const [answer, setAnswer] = useState<{ asked: string; newest: number; found: Counted }>()
  const same = answer?.asked === asked
  useEffect(() => {
    if (!asked || (same && answer?.newest === newest)) return
    const own = new AbortController()
    const timer = setTimeout(
      () => {
        askJournal<Counted>(jobId, '/count', JSON.parse(asked), own.signal)
          .then((found) => setAnswer({ asked, newest, found }))
          // The entries themselves say that the server is away.
          .catch(() => {})
      },
      same ? RECOUNT : 0,
    )
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [jobId, asked, same, newest, answer?.newest])
  return same ? answer?.found : undefined
}
