'use client'

import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { memo, type ReactNode, useId, useState } from 'react'
import type { RejectView } from '#jobs/list-rejects.ts'

/** The columns of a reject where there is room for them; a card where there is not. */
export const REJECT_GRID =
  '@3xl:grid @3xl:grid-cols-[1.5rem_5rem_5rem_minmax(6rem,1fr)_minmax(7rem,1.4fr)_minmax(12rem,2.4fr)] @3xl:gap-x-3'

/** One refused record: where it stands, what was refused and why; the record itself on a click. */
export const Reject = memo(function Reject({ reject }: { reject: RejectView }) {
  const t = useTranslations('rejectsTab')
  const say = useTranslations('rejectReasons')
  const format = useFormatter()
  const [open, setOpen] = useState(false)
  const id = useId()
  const { record, line, column, value, code, params, detail, raw } = reject
  return (
    <li className="border-b border-line text-sm">
      <div
        className={clsx(
          'items-baseline px-4 py-2 max-md:px-3 hover:bg-hover',
          REJECT_GRID,
          '@max-3xl:grid @max-3xl:grid-cols-[1.5rem_1fr_1fr] @max-3xl:gap-y-1',
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          aria-label={t('toggle', { record })}
          onClick={() => setOpen(!open)}
          className="-m-1 flex size-6 items-center justify-center self-start rounded-md text-muted hover:bg-active hover:text-ink max-md:-my-2 max-md:-ml-2.5 max-md:size-10"
        >
          <ChevronRight aria-hidden className={clsx('size-4 transition-transform duration-150', open && 'rotate-90')} />
        </button>
        <Cell name={t('line')} className="text-right tabular-nums @max-3xl:text-left">
          {format.number(line)}
        </Cell>
        <Cell name={t('record')} className="text-right text-muted tabular-nums">
          {format.number(record)}
        </Cell>
        <div className="min-w-0 wrap-anywhere @max-3xl:col-span-2 @max-3xl:col-start-2">
          <span className="sr-only">{t('column')} </span>
          {column ?? <span className="text-muted">{t('wholeRecord')}</span>}
        </div>
        <div className="min-w-0 @max-3xl:col-span-2 @max-3xl:col-start-2">
          <span className="sr-only">{t('value')} </span>
          {column !== null && <Value value={value} />}
        </div>
        <p className="min-w-0 text-pretty wrap-anywhere @max-3xl:col-span-2 @max-3xl:col-start-2 @max-3xl:text-muted">
          {say(code, params)}
        </p>
      </div>
      <div id={id} hidden={!open} className="space-y-2 bg-subtle px-4 py-3 pl-11">
        <p className="text-xs text-muted">{t('rawOpen')}</p>
        <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">
          <Marked text={raw} value={value} />
        </pre>
        {detail && (
          <>
            <p className="text-xs text-muted">{t('detail')}</p>
            <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap text-muted">{detail}</pre>
          </>
        )}
      </div>
    </li>
  )
})

function Cell({ name, className, children }: { name: string; className: string; children: ReactNode }) {
  return (
    <div className={className}>
      <span className="text-xs text-faint @3xl:sr-only">{name} </span>
      {children}
    </div>
  )
}

const MARK = 'rounded-sm bg-[color-mix(in_oklab,var(--danger)_14%,transparent)] text-ink'

/** The refused value, with its blanks as they are; that there is none is said. */
function Value({ value }: { value: string | null }) {
  const t = useTranslations('rejectsTab')
  if (value === null || value === '') return <span className={clsx(MARK, 'px-1 text-xs text-muted italic')}>{t('emptyValue')}</span>
  return (
    <mark className={clsx(MARK, 'line-clamp-3 inline box-decoration-clone px-1 font-mono text-xs wrap-anywhere whitespace-pre-wrap')}>
      {value}
    </mark>
  )
}

/** Marks the value in the record, if there is no doubt where it stands. */
function Marked({ text, value }: { text: string; value: string | null }) {
  const at = value ? text.indexOf(value) : -1
  if (!value || at < 0 || text.includes(value, at + 1)) return text
  return (
    <>
      {text.slice(0, at)}
      <mark className={MARK}>{value}</mark>
      {text.slice(at + value.length)}
    </>
  )
}
