'use client'

import { useFormatter } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import type { JournalQuery } from '#components/job-details/journal-query.ts'
import { MomentField, useMoment, Zone } from '#components/job-details/moment-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type PeriodProps = { query: JournalQuery; around: string | undefined; onApply: (period: Pick<JournalQuery, 'since' | 'until'>) => void }

/** From when and until when; each may be left open. */
export function PeriodForm({ query, around, onApply }: PeriodProps) {
  const t = useTranslations('journalTab.period')
  const since = useMoment(query.since ?? around)
  const until = useMoment(query.until)

  function apply(event: FormEvent) {
    event.preventDefault()
    const [begin, end] = [since.read(), until.read()]
    for (const [moment, read] of [[since, begin] as const, [until, end] as const])
      if (!read && !moment.empty) return moment.complain(t('unreadable', { pattern: t('pattern') }))
    if (begin && end && end.to <= begin.from) return until.complain(t('wrong'))
    onApply({
      ...(begin && { since: new Date(begin.from).toISOString() }),
      // Of what is typed the last moment still counts.
      ...(end && { until: new Date(end.to - 1).toISOString() }),
    })
  }

  return (
    <form onSubmit={apply} className="flex w-64 flex-col gap-3 p-3">
      <MomentField label={t('since')} moment={since} />
      <MomentField label={t('until')} moment={until} />
      <Zone />
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
  const period = useTranslations('journalTab.period')
  const [line, setLine] = useState('')
  const time = useMoment(around)
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
        <Field id={id} label={total === undefined ? t('line') : t('lineOf', { total: format.number(total) })} className="flex-1">
          <Input id={id} inputMode="numeric" value={line} maxLength={15} onChange={(event) => setLine(event.target.value)} />
        </Field>
        <Button type="submit">{t('go')}</Button>
      </form>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const moment = time.read()
          if (moment) onGo({ time: new Date(moment.from).toISOString() })
          else time.complain(period('unreadable', { pattern: period('pattern') }))
        }}
      >
        <MomentField label={t('time')} moment={time} />
        <div className="flex items-center justify-between gap-2">
          <Zone />
          <Button type="submit">{t('go')}</Button>
        </div>
      </form>
    </div>
  )
}
