'use client'

import { clsx } from 'clsx'
import { ChevronRight, PenLine, RotateCw, Wrench } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useFormatter } from 'next-intl'
import { type MouseEvent, memo, type ReactNode, useId } from 'react'
import type { RejectDraft } from '#components/job-details/reject-fields.tsx'
import type { RecordActions } from '#components/job-details/reject-record.tsx'
import { MARK } from '#components/job-details/reject-value.ts'
import { persistently } from '#components/ui/persistently.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { RejectRow } from '#jobs/list-rejects.ts'
import type { JobStatus } from '#jobs/status.ts'

const Record = dynamic(
  () => persistently(() => import('#components/job-details/reject-record.tsx')).then((module) => module.RejectRecord),
  {
    loading: () => <Skeleton className="h-40" />,
  },
)

/** The columns of a reject where there is room for them; a card where there is not. */
export const REJECT_GRID =
  '@3xl:grid @3xl:grid-cols-[1rem_1.25rem_4.5rem_4.5rem_minmax(6rem,1fr)_minmax(7rem,1.4fr)_minmax(12rem,2.2fr)] @3xl:gap-x-3'

type Props = RecordActions & {
  jobId: number
  status: JobStatus
  reject: RejectRow
  open: boolean
  editing: boolean
  onEdit: (record: number | undefined) => void
  generation: number
  ticked: boolean
  draft: RejectDraft | undefined
  onDraft: (record: number, draft: RejectDraft | undefined) => void
  onToggle: (record: number) => void
  onTick: (record: number, on: boolean, range: boolean) => void
}

/** One refused record: where it stands, what was refused and why; the record itself on a click. */
export const Reject = memo(function Reject(props: Props) {
  const { jobId, status, reject, open, editing, onEdit, generation, ticked, draft, onDraft, onToggle, onTick, ...actions } = props
  const t = useTranslations('rejectsTab')
  const say = useTranslations('rejectReasons')
  const format = useFormatter()
  const id = useId()
  const { record, line, column, value, excerpt, code, params, state, repaired, attempts } = reject
  const unsaved = draft !== undefined && !open

  // The whole row is the button's, except for what is a control by itself, and for text that is being marked.
  function click(event: MouseEvent) {
    if ((event.target as Element).closest('button, a, input, label') || window.getSelection()?.toString()) return
    onToggle(record)
  }
  return (
    <li data-record={record} className={clsx('scroll-mt-12 border-b border-line text-sm', open && 'bg-subtle')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger place to click for the button within */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button within has them */}
      <div
        onClick={click}
        className={clsx(
          'cursor-pointer items-baseline px-4 py-1.5 max-md:pr-3 max-md:pl-1 hover:bg-hover',
          REJECT_GRID,
          '@max-3xl:grid @max-3xl:grid-cols-[1.25rem_1.5rem_1fr_auto] @max-3xl:gap-x-1.5 @max-3xl:gap-y-0.5 max-md:grid-cols-[2.25rem_2.25rem_1fr_auto]! max-md:gap-x-0!',
        )}
      >
        {/* A finger hits the place around the box as well. */}
        <label className="max-md:-my-2.5 max-md:flex max-md:self-start max-md:h-10 max-md:items-center max-md:justify-center">
          <input
            type="checkbox"
            aria-label={t('tick', { record })}
            checked={ticked}
            disabled={!TICKABLE[state]}
            onChange={() => undefined}
            onClick={(event) => onTick(record, !ticked, event.shiftKey)}
            className="block size-4 translate-y-0.5 accent-focus max-md:size-5 max-md:translate-y-0"
          />
        </label>
        <button
          type="button"
          data-toggle
          aria-expanded={open}
          aria-controls={id}
          aria-label={t('toggle', { record })}
          onClick={() => onToggle(record)}
          className="-m-1 flex size-6 translate-y-1 items-center justify-center self-start rounded-md text-muted hover:bg-active hover:text-ink max-md:m-0 max-md:-my-2.5 max-md:h-10 max-md:w-9 max-md:translate-y-0"
        >
          <ChevronRight aria-hidden className={clsx('size-4 transition-transform duration-150', open && 'rotate-90')} />
        </button>
        <Cell name={t('line')} className="text-right tabular-nums @max-3xl:text-left">
          {format.number(line)}
        </Cell>
        <Cell name={t('record')} className="text-right text-muted tabular-nums">
          {format.number(record)}
        </Cell>
        <div className="@max-3xl:col-span-2 @max-3xl:col-start-3 @max-3xl:flex @max-3xl:min-w-0 @max-3xl:flex-wrap @max-3xl:items-baseline @max-3xl:gap-x-2 @3xl:contents">
          <div className="min-w-0 wrap-anywhere">
            <span className="sr-only">{t('column')} </span>
            {column ?? <span className="text-muted">{t('wholeRecord')}</span>}
          </div>
          <div className="min-w-0">
            <span className="sr-only">{t('value')} </span>
            {column !== null ? (
              <Value value={value} />
            ) : (
              <span className="line-clamp-2 font-mono text-xs wrap-anywhere text-muted">{excerpt}</span>
            )}
          </div>
        </div>
        <div className="min-w-0 @max-3xl:col-span-2 @max-3xl:col-start-3 @max-3xl:text-muted">
          <p className="text-pretty wrap-anywhere">{say(code, params)}</p>
          {(state !== 'open' || repaired || unsaved || attempts > 0) && (
            <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-muted">
              {state !== 'open' && <span className={STATE_TONE[state]}>{t(`states.${state}`)}</span>}
              {unsaved && (
                <span className="flex items-center gap-1 text-warning">
                  <PenLine aria-hidden className="size-3" />
                  {t('unsaved')}
                </span>
              )}
              {repaired && (
                <span className="flex items-center gap-1">
                  <Wrench aria-hidden className="size-3" />
                  {t('repaired')}
                </span>
              )}
              {attempts > 0 && state !== 'loaded' && (
                <span className="flex items-center gap-1">
                  <RotateCw aria-hidden className="size-3" />
                  {t('attempts', { count: attempts })}
                </span>
              )}
            </p>
          )}
        </div>
      </div>
      <div id={id} hidden={!open}>
        {open && (
          <Record
            {...{ jobId, status, record, onEdit, generation, draft, onDraft }}
            // What was begun goes on.
            editing={editing || draft !== undefined}
            {...actions}
          />
        )}
      </div>
    </li>
  )
})

/** Those about which something can be decided. */
export const TICKABLE: Record<RejectRow['state'], boolean> = { open: true, retrying: true, loaded: false, discarded: true }

const STATE_TONE: Record<RejectRow['state'], string> = {
  open: '',
  retrying: 'text-info',
  loaded: 'text-success',
  discarded: 'text-muted',
}

function Cell({ name, className, children }: { name: string; className: string; children: ReactNode }) {
  return (
    <div className={className}>
      <span className="text-xs text-faint @3xl:sr-only">{name} </span>
      {children}
    </div>
  )
}

/** The refused value, with its blanks as they are; that there is none is said. */
function Value({ value }: { value: string | null }) {
  const t = useTranslations('rejectsTab')
  if (value === null || value === '') return <span className={clsx(MARK, 'px-1 text-xs text-muted italic')}>{t('emptyValue')}</span>
  return (
    <span className="line-clamp-2">
      <mark className={clsx(MARK, 'box-decoration-clone px-1 font-mono text-xs wrap-anywhere whitespace-pre-wrap')}>{value}</mark>
    </span>
  )
}
