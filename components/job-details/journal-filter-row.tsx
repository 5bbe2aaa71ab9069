'use client'

import { X } from 'lucide-react'
import { useFormatter, useLocale } from 'next-intl'
import { useEffect, useState } from 'react'
import { type Step, Steps, useStepText } from '#components/job-details/journal-bar.tsx'
import { filterOf, type JournalQuery, writeJournalQuery } from '#components/job-details/journal-query.ts'
import { useCounted } from '#components/job-details/use-counted.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Counted } from '#jobs/count-journal.ts'

/** Milliseconds after which what is new has been noticed by whatever reads it out. */
const SAID = 1000

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
export function JournalFilterRow({ jobId, query, newest, held, step: last, onChange, onStep }: Props) {
  const t = useTranslations('journalTab')
  const stepText = useStepText()
  const step = last?.what === 'find' ? last : undefined
  const counted = useFound(jobId, query, newest)
  const found = held === undefined ? counted : { count: held, more: false }
  // More than none is not yet known to be one.
  const known = found && (found.count > 0 || !found.more)
  if (!query.find && !query.since && !query.until) return null
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-selected px-4 py-1 text-sm max-md:gap-x-2 max-md:px-3 short:py-0">
      {query.find && (
        <>
          <Told about={`${query.find} ${step && stepText(step)}`} known={step !== undefined || Boolean(known)}>
            {step ? stepText(step) : known ? t('found', { count: found.count, more: String(found.more) }) : t('searching')}
          </Told>
          <Button
            look="ghost"
            size="small"
            className="h-6! aria-pressed:bg-active aria-pressed:text-ink max-md:h-8!"
            aria-pressed={Boolean(query.context)}
            onClick={() => onChange({ ...query, context: query.context ? undefined : true })}
          >
            {t('inContext')}
          </Button>
          <Steps names={{ previous: t('previousFound'), next: t('nextFound') }} onStep={onStep} />
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

/** How many entries there are of what is searched for. */
function useFound(jobId: number, query: JournalQuery, newest: number): Counted | undefined {
  const locale = useLocale()
  const asked = query.find ? JSON.stringify({ ...writeJournalQuery(filterOf({ ...query, context: undefined })), locale }) : undefined
  return useCounted(jobId, asked, String(newest))
}

/** Of each thing that is told it is read out how many there are once; what only counts on is seen and not heard. */
function Told({ about, known, children }: { about: string; known: boolean; children: string }) {
  const [told, setTold] = useState('')
  useEffect(() => {
    if (!known) return
    const timer = setTimeout(setTold, SAID, about)
    return () => clearTimeout(timer)
  }, [about, known])
  return (
    <span role="status" aria-live={told === about ? 'off' : 'polite'} className="tabular-nums @4xl/journal:min-w-20">
      {children}
    </span>
  )
}
