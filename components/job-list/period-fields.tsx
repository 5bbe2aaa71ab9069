'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Choices } from '#components/job-list/choices.tsx'
import type { SetFilter } from '#components/job-list/filter.ts'
import { type ListQuery, PERIODS } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { fromWallTime, toWallTime } from '#i18n/zoned-time.ts'

/** The usual periods, which go along with the clock, and any other by its beginning and its end. */
export function PeriodFields({ query, set, onDone }: { query: ListQuery; set: SetFilter; onDone?: () => void }) {
  const t = useTranslations('list.period')
  const none = { period: undefined, from: undefined, to: undefined }
  return (
    <>
      <Choices
        legend={t('name')}
        className="p-1"
        choices={PERIODS.map((value) => ({ value, label: t(value), checked: query.period === value }))}
        onChoose={(period) => set({ ...none, period })}
      />
      <FromTo
        key={`${query.period} ${query.from} ${query.to}`}
        query={query}
        onChoose={(span) => set({ ...none, ...span })}
        onDone={onDone}
      />
    </>
  )
}

type Span = { from?: string; to?: string }

function FromTo({ query, onChoose, onDone }: { query: ListQuery; onChoose: (span: Span) => void; onDone: (() => void) | undefined }) {
  const t = useTranslations('list.period')
  const zone = useTimeZone() ?? 'UTC'
  const id = useId()
  // A usual period is no span that somebody typed.
  const shown = (instant: string | undefined) => (instant && !query.period ? toWallTime(Date.parse(instant), zone) : '')
  const [typed, setTyped] = useState({ from: shown(query.from), to: shown(query.to) })
  const [wrong, setWrong] = useState(false)

  function choose(event: FormEvent) {
    event.preventDefault()
    const [from, to] = [fromWallTime(typed.from, zone), fromWallTime(typed.to, zone)]
    if (from !== undefined && to !== undefined && to <= from) return setWrong(true)
    onChoose({
      ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
      ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
    })
    onDone?.()
  }
  const field = (end: 'from' | 'to') => (
    <Field id={`${id}-${end}`} label={t(end)} problem={end === 'to' && wrong ? t('wrong') : undefined}>
      <Input
        id={`${id}-${end}`}
        type="datetime-local"
        value={typed[end]}
        aria-invalid={(wrong && end === 'to') || undefined}
        aria-describedby={wrong && end === 'to' ? `${id}-to-problem` : undefined}
        onChange={(event) => {
          setTyped({ ...typed, [end]: event.target.value })
          setWrong(false)
        }}
      />
    </Field>
  )
  return (
    <form onSubmit={choose} className="flex flex-col gap-3 border-t border-line p-3">
      {field('from')}
      {field('to')}
      <p className="text-xs text-muted">{t('zone', { zone })}</p>
      <Button type="submit" size="small">
        {t('apply')}
      </Button>
    </form>
  )
}
