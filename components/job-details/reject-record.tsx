'use client'

import { clsx } from 'clsx'
import { PenLine, RotateCw, Trash2, Undo2 } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { type RejectDraft, RejectFields } from '#components/job-details/reject-fields.tsx'
import { RejectHistory } from '#components/job-details/reject-history.tsx'
import { MARK } from '#components/job-details/reject-value.ts'
import { mayRepair, mayRetry, type Scope } from '#components/job-details/reject-verbs.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { RejectDetails } from '#jobs/reject-details.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import type { JobStatus } from '#jobs/status.ts'

/** What can be done with one record, or with several. */
export type RecordActions = {
  onRepair: (scope: Scope, repairs: Repair[], andRetry: boolean) => Promise<boolean>
  onRetry: (scope: Scope) => Promise<void>
  onDiscard: (scope: Scope) => void
  onUndo: (verb: 'restore' | 'reopen', selection: RejectSelection) => Promise<void>
}

type Props = RecordActions & {
  jobId: number
  status: JobStatus
  record: number
  editing: boolean
  onEdit: (record: number | undefined) => void
  draft: RejectDraft | undefined
  onDraft: (record: number, draft: RejectDraft | undefined) => void
  generation: number
}

/** All of one refused record: its fields, its original line, what was tried; and the means to mend it here. */
export function RejectRecord({ jobId, status, record, editing, onEdit, draft, onDraft, generation, ...actions }: Props) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  const { details, failed, readAgain } = useDetails(jobId, record, generation)
  const [pending, setPending] = useState<'retry' | 'undo'>()
  const place = useRef<HTMLDivElement>(null)
  const there = details !== undefined
  // Where it is opened for repair, the fields show themselves.
  const begun = useRef(editing)
  // What was opened is to be seen whole, as far as it fits.
  useEffect(() => {
    if (there && !begun.current) place.current?.scrollIntoView({ block: 'nearest' })
  }, [there])
  if (failed)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 px-4 pb-3 pl-12 text-sm text-danger">
        {t('recordUnreadable')}
        <Button size="small" onClick={readAgain}>
          {t('tryAgain')}
        </Button>
      </p>
    )
  if (!details)
    return (
      <div className="space-y-2 px-4 pt-1 pb-4 pl-12 max-md:px-3">
        <Skeleton className="h-40" />
      </div>
    )
  const { line, byte, value, code, column, detail, raw, repaired, state, decidedBy, decidedAt, decidedReason, attempts } = details
  const scope: Scope = { selection: { records: [record] }, count: 1, code, column }
  const waiting = !mayRepair({ status })
  /** Where the eye goes: what is done leaves the list, and the next one takes its place. */
  const focusRow = (which: 'own' | 'next') => {
    const row = place.current?.closest('[data-record]')
    const to = which === 'next' ? (row?.nextElementSibling ?? row) : row
    to?.querySelector<HTMLElement>('[data-toggle]')?.focus()
  }
  const act = async (what: 'retry' | 'undo', work: () => Promise<void>) => {
    setPending(what)
    await work()
    setPending(undefined)
  }
  return (
    <div ref={place} className="grid gap-x-6 gap-y-4 px-4 pt-1 pb-4 pl-12 max-md:px-3 @4xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0 space-y-3">
        <RejectFields
          // What was typed belongs to the record as it was then.
          key={repaired ?? raw}
          details={details}
          editing={editing && state === 'open' && !waiting}
          mayRetry={mayRetry({ status })}
          draft={draft}
          onDraft={(left) => onDraft(record, left)}
          onCancel={() => {
            onDraft(record, undefined)
            onEdit(undefined)
            focusRow('own')
          }}
          onSave={async (repairs, andRetry) => {
            if (!(await actions.onRepair(scope, repairs, andRetry))) return false
            onDraft(record, undefined)
            onEdit(undefined)
            focusRow(andRetry ? 'next' : 'own')
            return true
          }}
        />
        {!(editing && !waiting) && state === 'open' && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" disabled={waiting} onClick={() => onEdit(record)}>
              <PenLine aria-hidden className="size-3.5" />
              {t('edit')}
            </Button>
            <Button
              size="small"
              disabled={!mayRetry({ status })}
              pending={pending === 'retry'}
              onClick={() => act('retry', () => actions.onRetry(scope))}
            >
              <RotateCw aria-hidden className="size-3.5" />
              {t(repaired === null ? 'retryAsIs' : 'retry')}
            </Button>
            {repaired !== null && (
              <Button
                size="small"
                disabled={waiting}
                pending={pending === 'undo'}
                onClick={() => act('undo', () => actions.onUndo('restore', { records: [record] }))}
              >
                <Undo2 aria-hidden className="size-3.5" />
                {t('restore')}
              </Button>
            )}
            <Button size="small" look="ghost" disabled={waiting} onClick={() => actions.onDiscard(scope)}>
              <Trash2 aria-hidden className="size-3.5" />
              {t('discard')}
            </Button>
          </div>
        )}
        {(state === 'discarded' || state === 'retrying') && (
          <Button
            size="small"
            disabled={waiting}
            pending={pending === 'undo'}
            onClick={() => act('undo', () => actions.onUndo('reopen', { records: [record] }))}
          >
            <Undo2 aria-hidden className="size-3.5" />
            {t(state === 'discarded' ? 'reopen' : 'takeBack')}
          </Button>
        )}
      </div>
      <div className="min-w-0 space-y-3 text-sm">
        <p className="text-muted">
          {byte === null ? t('place', { line, record }) : t('placeByte', { line, record, byte: format.number(byte) })}
        </p>
        <Original text={raw} value={value} />
        {detail && (
          <div className="space-y-1">
            <h3 className="text-xs text-muted">{t('detail')}</h3>
            <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap text-muted">{detail}</pre>
          </div>
        )}
        <RejectHistory
          attempts={attempts}
          state={state}
          repaired={repaired !== null}
          decided={{ by: decidedBy, at: decidedAt, reason: decidedReason }}
        />
      </div>
    </div>
  )
}

function useDetails(jobId: number, record: number, generation: number) {
  const [details, setDetails] = useState<RejectDetails>()
  const [failed, setFailed] = useState(false)
  const [again, setAgain] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with each generation, and when asked to
  useEffect(() => {
    const stop = new AbortController()
    fetch(`/api/jobs/${jobId}/rejects/${record}`, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`reject: ${answer.status}`)
        setDetails((await answer.json()) as RejectDetails)
        setFailed(false)
      })
      .catch(() => !stop.signal.aborted && setFailed(true))
    return () => stop.abort()
  }, [jobId, record, generation, again])
  return { details, failed, readAgain: () => setAgain(again + 1) }
}

/** Characters of a record that are shown at first. */
const SHOWN = 1000

/** The record as it stands in the file, with the refused value marked; a long one is cut until it is wanted whole. */
function Original({ text, value }: { text: string; value: string | null }) {
  const t = useTranslations('rejectsTab')
  const [whole, setWhole] = useState(false)
  const shown = whole ? text : text.slice(0, SHOWN)
  return (
    <div className="space-y-1">
      <h3 className="text-xs text-muted">{t('original')}</h3>
      <pre
        className={clsx(
          'rounded-md border border-line bg-bg p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap',
          whole && 'max-h-96 overflow-y-auto',
        )}
        tabIndex={whole ? 0 : undefined}
      >
        <Marked text={shown} value={value} />
        {shown.length < text.length && '…'}
      </pre>
      {shown.length < text.length && (
        <Button size="small" look="ghost" onClick={() => setWhole(true)}>
          {t('showAll', { count: text.length })}
        </Button>
      )}
    </div>
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
