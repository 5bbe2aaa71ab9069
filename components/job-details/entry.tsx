'use client'

import { CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { memo } from 'react'
import { useReadableParams } from '#components/job-details/readable-params.ts'
import type { JournalLevel } from '#jobs/journal.ts'
import type { EntryView } from '#jobs/list-journal.ts'

const LEVELS: Record<JournalLevel, { Icon: LucideIcon; tone: string }> = {
  info: { Icon: Info, tone: 'text-faint' },
  warning: { Icon: TriangleAlert, tone: 'text-warning' },
  error: { Icon: CircleX, tone: 'text-danger' },
}

/** One message of a journal, in the reader's language. */
export const Entry = memo(function Entry({ entry: { at, level, code, params, detail } }: { entry: EntryView }) {
  const t = useTranslations('journalTab')
  const say = useTranslations('journal')
  const format = useFormatter()
  const readable = useReadableParams()
  const { Icon, tone } = LEVELS[level]
  const date = new Date(at)
  return (
    <li className="flex gap-3 px-4 py-1.5 text-sm hover:bg-hover max-md:gap-2 max-md:px-3">
      <time dateTime={at} title={format.dateTime(date, 'full')} className="shrink-0 text-muted tabular-nums">
        {format.dateTime(date, 'time')}
      </time>
      <Icon role="img" aria-label={t(`level.${level}`)} className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="min-w-0 grow">
        <p className="max-w-prose text-pretty wrap-anywhere">{say(code, readable(params))}</p>
        {detail && (
          <details className="mt-0.5">
            <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">{t('detail')}</summary>
            <pre className="mt-1 rounded-md bg-subtle p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">{detail}</pre>
          </details>
        )}
      </div>
    </li>
  )
})
