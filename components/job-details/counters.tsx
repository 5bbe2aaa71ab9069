'use client'

import { clsx } from 'clsx'
import { CircleHelp } from 'lucide-react'
import { useFormatter } from 'next-intl'
import type { ReactNode } from 'react'
import { tabHref, useListSearch } from '#components/jobs/addresses.ts'
import { useJob } from '#components/live/live.tsx'
import { Card } from '#components/ui/card.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { ENDED } from '#jobs/status.ts'

/** The counters, laid out as the sum that they are. */
export function Counters({ job: initial }: { job: JobView }) {
  const t = useTranslations('counters')
  const search = useListSearch()
  const { id, status, counters, discarded, retry } = useJob(initial)
  if (status === 'editing') return null
  const { total, processed, success, rejects, empty, doubles, duplicates, errors, warnings } = counters
  const rest = ENDED[status] ? counters.unprocessed : total === null ? null : Math.max(0, total - processed)
  return (
    <Card title={t('title')}>
      <dl className="flex flex-wrap gap-y-4 p-4 @max-xl:flex-col @max-xl:gap-y-1">
        <Counter label={t('total')} value={total} none={t('unknown')} />
        <Counter sign="=" label={t('success')} value={success} tone="text-success" />
        <Counter
          sign="+"
          label={
            rejects > 0 ? (
              <Link
                href={tabHref('rejects', id, search)}
                prefetch={false}
                className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
              >
                {t('rejects')}
              </Link>
            ) : (
              t('rejects')
            )
          }
          note={[discarded > 0 && t('discarded', { count: discarded }), retry && t('retrying', { count: retry.left })]
            .filter(Boolean)
            .join(', ')}
          value={rejects}
          tone="text-danger"
        />
        <Counter sign="+" label={t('empty')} help={t('help.empty')} value={empty} />
        <Counter sign="+" label={t('doubles')} help={t('help.doubles')} value={doubles} />
        <Counter sign="+" label={t('duplicates')} help={t('help.duplicates')} value={duplicates} />
        <Counter sign="+" label={ENDED[status] ? t('unprocessed') : t('notYet')} value={rest} none={t('unknown')} />
      </dl>
      <dl className="flex flex-wrap gap-y-2 border-t border-line px-4 py-3 @max-xl:flex-col @max-xl:gap-y-1">
        <Counter label={t('processed')} value={processed} />
        <Counter label={t('errors')} help={t('help.errors')} value={errors} tone="text-danger" apart />
        <Counter label={t('warnings')} help={t('help.warnings')} value={warnings} tone="text-warning" apart />
      </dl>
    </Card>
  )
}

type CounterProps = {
  sign?: '=' | '+'
  label: ReactNode
  help?: string
  value: number | null
  /** What of it is worth telling apart. */
  note?: string
  /** Said in place of a number that is not known. */
  none?: string
  /** Colour of a number above zero. */
  tone?: string
  apart?: boolean
}

function Counter({ sign, label, help, note, value, none, tone, apart }: CounterProps) {
  const format = useFormatter()
  return (
    <div
      data-sign={sign}
      className={clsx(
        'grid items-baseline justify-items-end',
        sign
          ? 'grid-cols-[auto_auto] before:row-start-2 before:px-3 before:text-lg before:text-faint before:content-[attr(data-sign)] @max-xl:grid-cols-[1.25rem_1fr_auto] @max-xl:before:row-start-1 @max-xl:before:justify-self-start @max-xl:before:px-0'
          : '@max-xl:grid-cols-[1fr_auto]',
        apart && '@xl:ml-8',
      )}
    >
      <dt
        className={clsx(
          'row-start-1 flex items-center gap-1 text-xs text-muted @max-xl:justify-self-start @max-xl:text-sm',
          sign && 'col-start-2',
        )}
      >
        {label}
        {help && (
          <Tooltip content={help}>
            <button type="button" aria-label={help} className="rounded-full text-faint hover:text-ink">
              <CircleHelp aria-hidden className="size-3.5" />
            </button>
          </Tooltip>
        )}
      </dt>
      <dd
        className={clsx(
          'row-start-2 text-right text-lg tabular-nums @max-xl:row-start-1 @max-xl:text-base',
          sign ? 'col-start-2 @max-xl:col-start-3' : '@max-xl:col-start-2',
          value ? clsx('font-medium', tone) : 'text-faint',
          value === null && 'text-sm!',
        )}
      >
        {value === null ? none : format.number(value)}
        {note && <span className="block max-w-40 text-xs font-normal text-pretty text-muted">{note}</span>}
      </dd>
    </div>
  )
}
