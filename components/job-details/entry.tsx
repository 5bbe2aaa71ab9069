'use client'

import { clsx } from 'clsx'
import { CircleX, Info, Link2, type LucideIcon, TextSearch, TriangleAlert } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { memo } from 'react'
import { useReadableParams } from '#components/job-details/readable-params.ts'
import { findWords, type SearchWord } from '#i18n/search-words.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JournalLevel } from '#jobs/journal.ts'
import type { EntryView } from '#jobs/list-journal.ts'

/** How each level looks. */
export const LEVEL_LOOKS: Record<JournalLevel, { Icon: LucideIcon; tone: string }> = {
  info: { Icon: Info, tone: 'text-faint' },
  warning: { Icon: TriangleAlert, tone: 'text-warning' },
  error: { Icon: CircleX, tone: 'text-danger' },
}

type Props = {
  entry: EntryView
  words: readonly SearchWord[]
  /** The one that is linked to, or jumped to. */
  marked: boolean
  /** One entry's buttons are reached by Tab, the others' by the arrow keys. */
  reachable: boolean
  /** Entries around it are left out. */
  filtered: boolean
}

const TOOL = 'flex size-6 items-center justify-center rounded-md text-muted hover:bg-active hover:text-ink max-md:size-8'

/** One message of a journal, in the reader's language. What its buttons do, the list around it knows by their `data-do`. */
export const Entry = memo(function Entry({ entry: { id, at, level, code, params, detail }, words, marked, reachable, filtered }: Props) {
  const t = useTranslations('journalTab')
  const say = useTranslations('journal')
  const format = useFormatter()
  const readable = useReadableParams()
  const { Icon, tone } = LEVEL_LOOKS[level]
  const date = new Date(at)
  const tabIndex = reachable ? 0 : -1
  return (
    <li
      data-entry={id}
      aria-current={marked || undefined}
      className={clsx(
        'group relative flex gap-3 px-4 py-1.5 text-sm max-md:gap-2 max-md:px-3',
        marked ? 'bg-selected shadow-[inset_2px_0_var(--focus)]' : 'hover:bg-hover',
      )}
    >
      <a
        href={`?entry=${id}`}
        data-do="mark"
        tabIndex={tabIndex}
        title={format.dateTime(date, 'full')}
        className="shrink-0 rounded-sm text-muted tabular-nums hover:text-ink hover:underline"
      >
        <time dateTime={at}>{format.dateTime(date, 'time')}</time>
      </a>
      <Icon role="img" aria-label={t(`level.${level}`)} className={clsx('mt-0.5 size-4 shrink-0', tone)} />
      <div className="min-w-0 grow">
        <p className="max-w-5xl text-pretty wrap-anywhere">
          <Marked text={say(code, readable(params))} words={words} />
        </p>
        {detail && (
          <details className="mt-0.5" open={findWords(detail, words).length > 0 || undefined}>
            <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">{t('detail')}</summary>
            <pre className="mt-1 rounded-md bg-subtle p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
              <Marked text={detail} words={words} />
            </pre>
          </details>
        )}
      </div>
      <span
        className={clsx(
          'absolute top-1 right-3 flex gap-0.5 rounded-md bg-raised opacity-0 shadow-[0_0_0_1px_var(--border)] transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100 max-md:top-0 max-md:right-2',
          marked && 'pointer-coarse:opacity-100',
        )}
      >
        {filtered && (
          <button type="button" data-do="context" tabIndex={tabIndex} className={TOOL} title={t('showAround')} aria-label={t('showAround')}>
            <TextSearch aria-hidden className="size-3.5" />
          </button>
        )}
        <button type="button" data-do="copy" tabIndex={tabIndex} className={TOOL} title={t('copyLink')} aria-label={t('copyLink')}>
          <Link2 aria-hidden className="size-3.5" />
        </button>
      </span>
    </li>
  )
})

/** A text in which the words that were searched for are marked. */
function Marked({ text, words }: { text: string; words: readonly SearchWord[] }) {
  const found = findWords(text, words)
  if (found.length === 0) return text
  let end = 0
  const parts = found.flatMap(([from, to]) => {
    const before = text.slice(end, from)
    end = to
    return [
      before,
      <mark key={from} className="rounded-[3px] bg-mark text-ink">
        {text.slice(from, to)}
      </mark>,
    ]
  })
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  )
}
