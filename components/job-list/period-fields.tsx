'use client'

import { useLocale, useTimeZone } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Choices } from '#components/job-list/choices.tsx'
import type { SetFilter } from '#components/job-list/filter.ts'
import { type ListQuery, PERIODS } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { readTypedTime, writeTypedTime } from '#i18n/typed-time.ts'
import { useTranslations } from '#i18n/use-translations.ts'

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
type End = 'from' | 'to'

function FromTo({ query, onChoose, onDone }: { query: ListQuery; onChoose: (span: Span) => void; onDone: (() => void) | undefined }) {
  const t = useTranslations('list.period')
  const locale = useLocale()
  const zone = useTimeZone() ?? 'UTC'
  const id = useId()
  // A usual period is no span that somebody typed.
  const shown = (instant: string | undefined) => (instant && !query.period ? writeTypedTime(Date.parse(instant), locale, zone) : '')
  const [typed, setTyped] = useState({ from: shown(query.from), to: shown(query.to) })
  const [problem, setProblem] = useState<{ end: End; text: string }>()

  function choose(event: FormEvent) {
    event.preventDefault()
    const read = (end: End) => readTypedTime(typed[end], locale, zone, end === 'to')
    const [from, to] = [read('from'), read('to')]
    for (const [end, instant] of [['from', from] as const, ['to', to] as const])
      if (instant === undefined && typed[end].trim() !== '') return setProblem({ end, text: t('unreadable', { pattern: t('pattern') }) })
    if (from !== undefined && to !== undefined && to <= from) return setProblem({ end: 'to', text: t('wrong') })
    onChoose({
      ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
      ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
    })
    onDone?.()
  }
  const field = (end: End) => {
    const wrong = problem?.end === end ? problem.text : undefined
    return (
      <Field id={`${id}-${end}`} label={t(end)} problem={wrong}>
        <Input
          id={`${id}-${end}`}
          // The browser's own field for dates speaks the browser's language, which may not be the reader's.
          type="text"
          autoComplete="off"
          placeholder={t('pattern')}
          value={typed[end]}
          maxLength={40}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={describedBy(`${id}-${end}`, { problem: wrong })}
          onChange={(event) => {
            setTyped({ ...typed, [end]: event.target.value })
            setProblem(undefined)
          }}
        />
      </Field>
    )
  }
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
