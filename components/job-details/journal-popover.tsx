'use client'

import { useFormatter, useTimeZone } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import type { JournalQuery } from '#components/job-details/journal-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { fromWallTime, toWallTime } from '#i18n/zoned-time.ts'

/** The browser's own field for a date and a time, in the reader's zone. */
function MomentField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <Input id={id} type="datetime-local" step={1} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

function useZone() {
  const zone = useTimeZone() ?? 'UTC'
  return {
    shown: (moment: string | undefined) => (moment ? `${toWallTime(Date.parse(moment), zone)}:${moment.slice(17, 19)}` : ''),
    meant: (text: string) => {
      const instant = fromWallTime(text, zone)
      return instant === undefined ? undefined : new Date(instant).toISOString()
    },
  }
}

type PeriodProps = { query: JournalQuery; around: string | undefined; onApply: (period: Pick<JournalQuery, 'since' | 'until'>) => void }

/** From when and until when; each may be left open. */
export function PeriodForm({ query, around, onApply }: PeriodProps) {
  const t = useTranslations('journalTab.period')
  const { shown, meant } = useZone()
  const [since, setSince] = useState(shown(query.since ?? around))
  const [until, setUntil] = useState(shown(query.until))

  function apply(event: FormEvent) {
    event.preventDefault()
    // A second goes on until the next one begins.
    const end = meant(until)
    const whole = end && new Date(Date.parse(end) + 999).toISOString()
    const begin = meant(since)
    onApply({ ...(begin && { since: begin }), ...(whole && { until: whole }) })
  }

  return (
    <form onSubmit={apply} className="flex w-64 flex-col gap-3 p-3">
      <MomentField label={t('since')} value={since} onChange={setSince} />
      <MomentField label={t('until')} value={until} onChange={setUntil} />
      <div className="flex justify-end gap-2">
        {(query.since || query.until) && (
          <Button look="ghost" size="small" onClick={() => onApply({})}>
            {t('clear')}
          </Button>
        )}
        <Button look="primary" size="small" type="submit">
          {t('apply')}
        </Button>
      </div>
    </form>
  )
}

type GoToProps = {
  total: number | undefined
  around: string | undefined
  onGo: (place: 'start' | 'end' | { line: number } | { time: string }) => void
}

/** The ways to a place in the journal. */
export function GoToForm({ total, around, onGo }: GoToProps) {
  const t = useTranslations('journalTab.goTo')
  const format = useFormatter()
  const { shown, meant } = useZone()
  const [line, setLine] = useState('')
  const [time, setTime] = useState(shown(around))
  const id = useId()
  return (
    <div className="flex w-72 flex-col gap-3 p-3">
      <div className="grid grid-cols-2 gap-2">
        <Button size="small" onClick={() => onGo('start')}>
          {t('start')}
        </Button>
        <Button size="small" onClick={() => onGo('end')}>
          {t('end')}
        </Button>
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          const number = Number(line.replace(/[^\d]/g, ''))
          if (number > 0) onGo({ line: number })
        }}
      >
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <label htmlFor={id} className="text-xs font-medium text-muted">
            {total === undefined ? t('line') : t('lineOf', { total: format.number(total) })}
          </label>
          <Input id={id} inputMode="numeric" value={line} maxLength={15} onChange={(event) => setLine(event.target.value)} />
        </div>
        <Button type="submit">{t('go')}</Button>
      </form>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          const moment = meant(time)
          if (moment) onGo({ time: moment })
        }}
      >
        <div className="min-w-0 flex-1">
          <MomentField label={t('time')} value={time} onChange={setTime} />
        </div>
        <Button type="submit">{t('go')}</Button>
      </form>
    </div>
  )
}
