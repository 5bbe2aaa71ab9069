'use client'

import { clsx } from 'clsx'
import { Sparkles } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { askSuggestions } from '#components/job-details/ask-repairs.ts'
import { mayRetry, type Scope } from '#components/job-details/reject-verbs.ts'
import { RepairEditor } from '#components/job-details/repair-editor.tsx'
import { RepairPreview } from '#components/job-details/repair-preview.tsx'
import { useRepairText } from '#components/job-details/repair-text.ts'
import { usePreview } from '#components/job-details/use-preview.ts'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { Repair, RepairSuggestion } from '#jobs/reject-repair.ts'

type Props = {
  job: JobView
  /** Names of the file's columns. */
  columns: string[]
  scope: Scope
  /** The one that is looked at first; left out: the best that is found. */
  repair: Repair | undefined
  onClose: () => void
  onRepair: (repairs: Repair[], andRetry: boolean) => Promise<void>
}

/** Repairs many rejects at once: what is suggested first, or anything else, and what would come of it before it is done. */
export function RejectRepair({ job, columns, scope, repair: given, onClose, onRepair }: Props) {
  const t = useTranslations('rejectsTab')
  const repairText = useRepairText()
  const format = useFormatter()
  const id = useId()
  const suggestions = useSuggestions(job.id, scope)
  const [chosen, setChosen] = useState(given)
  const [other, setOther] = useState(false)
  const [pending, setPending] = useState<'repair' | 'retry'>()
  const repair = chosen ?? (other ? undefined : suggestions?.[0]?.repair)
  const { preview, refusal, busy } = usePreview(job.id, scope, repair)

  async function act(andRetry: boolean) {
    if (!repair || pending) return
    setPending(andRetry ? 'retry' : 'repair')
    await onRepair([withoutBlanks(repair)], andRetry)
    setPending(undefined)
  }
  const isOf = (suggestion: RepairSuggestion) => !other && repair !== undefined && sameKind(suggestion.repair, repair)
  const useless = !repair || !preview || preview.changed === 0
  return (
    <Sheet
      onClose={onClose}
      close={t('leave')}
      title={scope.count === null ? t('panel.titleAll') : t('panel.title', { count: scope.count })}
      description={scope.code ? `${t(`short.${scope.code}`)} · ${scope.column ?? t('wholeRecord')}` : undefined}
      actions={
        <>
          <Button disabled={useless} pending={pending === 'repair'} onClick={() => act(false)}>
            {t('repairOnly')}
          </Button>
          <Button look="primary" disabled={useless || !mayRetry(job)} pending={pending === 'retry'} onClick={() => act(true)}>
            {t('repairAndRetry')}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        <fieldset className="min-w-0 space-y-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t('panel.how')}</legend>
          {!suggestions && <Skeleton className="h-10" />}
          {suggestions?.map((suggestion, index) => (
            <label
              key={JSON.stringify(suggestion.repair)}
              className={clsx(
                'flex cursor-pointer items-center gap-2.5 rounded-lg border px-3 py-2 text-sm hover:bg-hover max-md:py-3',
                isOf(suggestion) ? 'border-focus bg-selected' : 'border-line',
              )}
            >
              <input
                type="radio"
                name={id}
                checked={isOf(suggestion)}
                onChange={() => {
                  setOther(false)
                  setChosen(suggestion.repair)
                }}
                className="size-4 shrink-0 accent-focus"
              />
              <span className="min-w-0 grow wrap-anywhere">
                {suggestion.open ? t(`kinds.${suggestion.repair.kind}`) : repairText(suggestion.repair)}
              </span>
              {suggestion.mends ? (
                <span className="flex shrink-0 items-center gap-1 text-xs text-muted">
                  {index === 0 && <Sparkles aria-hidden className="size-3.5 text-info" />}
                  {t('panel.mends', { share: format.number(suggestion.mends, 'percent') })}
                </span>
              ) : null}
            </label>
          ))}
          <label
            className={clsx(
              'flex cursor-pointer items-center gap-2.5 rounded-lg border px-3 py-2 text-sm hover:bg-hover max-md:py-3',
              other ? 'border-focus bg-selected' : 'border-line',
            )}
          >
            <input
              type="radio"
              name={id}
              checked={other}
              onChange={() => {
                setOther(true)
                setChosen(firstOf(scope, columns))
              }}
              className="size-4 shrink-0 accent-focus"
            />
            {t('panel.other')}
          </label>
        </fieldset>
        {repair && (
          <RepairEditor
            key={`${other} ${repair.kind}`}
            job={job}
            scope={scope}
            columns={columns}
            free={other}
            repair={repair}
            onChange={setChosen}
          />
        )}
        <RepairPreview preview={preview} refusal={refusal} busy={busy} />
      </div>
    </Sheet>
  )
}

/** Two suggestions of a kind differ in what a person does not type. */
function sameKind(a: Repair, b: Repair): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'date_order' && b.kind === 'date_order') return a.order === b.order
  if (a.kind === 'decimal_sign' && b.kind === 'decimal_sign') return a.sign === b.sign
  return !('column' in a && 'column' in b) || a.column === b.column
}

/** Values that nothing was said about stay as they are. */
const withoutBlanks = (repair: Repair): Repair =>
  repair.kind === 'map' ? { ...repair, pairs: repair.pairs.filter(({ to }) => to !== null) } : repair

function firstOf({ column }: Scope, columns: string[]): Repair {
  return { kind: 'set', column: column && columns.includes(column) ? column : (columns[0] ?? ''), value: '' }
}

function useSuggestions(jobId: number, { selection }: Scope): RepairSuggestion[] | undefined {
  const [found, setFound] = useState<RepairSuggestion[]>()
  const asked = JSON.stringify({ selection })
  useEffect(() => {
    const stop = new AbortController()
    askSuggestions(jobId, asked, stop.signal).then(setFound, () => !stop.signal.aborted && setFound([]))
    return () => stop.abort()
  }, [jobId, asked])
  return found
}
