'use client'

import { clsx } from 'clsx'
import { ArrowRight, CircleCheck, TriangleAlert } from 'lucide-react'
import { MARK, MENDED } from '#components/job-details/reject-value.ts'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import { Problem } from '#components/ui/field.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Refusal } from '#jobs/outcome.ts'
import type { RepairPreview as Preview, RepairExample } from '#jobs/reject-repair.ts'

type Props = { preview: Preview | undefined; refusal: Refusal | { code: 'unreachable' } | undefined; busy: boolean }

/** What would change, before it does: how many fit then, why the others would not, and the first of them before and after. */
export function RepairPreview({ preview, refusal, busy }: Props) {
  const t = useTranslations('rejectsTab')
  const refusalText = useRefusalText()
  if (refusal && !busy) return <Problem>{refusal.code === 'unreachable' ? t('panel.unreachable') : refusalText(refusal)}</Problem>
  if (!preview) return busy ? <Skeleton className="h-48" /> : null
  const { concerned, sampled, changed, unwritable, fit, refusals, columns, examples } = preview
  const all = fit === sampled
  return (
    <section
      aria-label={t('panel.preview')}
      aria-busy={busy}
      className={clsx('space-y-3 transition-opacity duration-150', busy && 'opacity-60')}
    >
      <div role="status" className="flex items-start gap-2 text-sm">
        {all ? (
          <CircleCheck aria-hidden className="mt-px size-4 shrink-0 text-success" />
        ) : (
          <TriangleAlert aria-hidden className="mt-px size-4 shrink-0 text-warning" />
        )}
        <div className="min-w-0 space-y-0.5">
          <p className="font-medium">{changed === 0 ? t('panel.nothing') : t('panel.fit', { fit, sampled })}</p>
          {concerned > sampled && <p className="text-muted">{t('panel.sampled', { sampled, concerned })}</p>}
          {unwritable > 0 && <p className="text-muted">{t('panel.unwritable', { count: unwritable })}</p>}
        </div>
      </div>
      {!all && changed > 0 && refusals.length > 0 && (
        <div className="space-y-1 text-sm">
          <h3 className="text-muted">{t('panel.still')}</h3>
          <ul className="space-y-0.5">
            {refusals.slice(0, 5).map(({ code, column, count }) => (
              <li key={`${code} ${column}`} className="wrap-anywhere">
                {t('panel.stillOne', { count, reason: t(`short.${code}`), column: column ?? t('wholeRecord') })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {examples.length > 0 && (
        <div className="overflow-hidden rounded-lg border border-line">
          <h3 className="border-b border-line bg-subtle px-3 py-1.5 text-xs font-medium text-muted">{t('panel.examples')}</h3>
          <ul className="divide-y divide-line">
            {examples.map((example) => (
              <Example key={example.record} example={example} columns={columns} />
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** The fields that change, or the whole record where it has none. */
function Example({ example: { line, before, after }, columns }: { example: RepairExample; columns: string[] }) {
  const t = useTranslations('rejectsTab')
  const width = Math.max(before.cells?.length ?? 0, after.cells?.length ?? 0)
  const changes =
    before.cells && after.cells
      ? Array.from({ length: width }, (_, index) => ({
          name: columns[index] ?? t('surplus', { number: index + 1 }),
          was: before.cells?.[index] ?? null,
          is: after.cells?.[index] ?? null,
        })).filter(({ was, is }) => (was ?? '') !== (is ?? ''))
      : []
  return (
    <li className="px-3 py-2 text-sm">
      <p className="mb-0.5 text-xs text-faint">{t('panel.line', { line })}</p>
      {changes.length === 0 ? (
        <Change was={before.raw} is={after.raw} />
      ) : (
        changes.slice(0, 6).map(({ name, was, is }) => (
          <div key={name} className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-24 text-muted wrap-anywhere">{name}</span>
            <Change was={was} is={is} />
          </div>
        ))
      )}
    </li>
  )
}

function Change({ was, is }: { was: string | null; is: string | null }) {
  const t = useTranslations('rejectsTab')
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2 font-mono text-xs">
      <del className={clsx(MARK, 'line-clamp-4 px-1 no-underline wrap-anywhere whitespace-pre-wrap')}>
        {was || <i>{t('emptyValue')}</i>}
      </del>
      <ArrowRight role="img" aria-label={t('panel.becomes')} className="size-3.5 shrink-0 self-center text-faint" />
      <ins className={clsx(MENDED, 'line-clamp-4 px-1 no-underline wrap-anywhere whitespace-pre-wrap')}>
        {is || <i>{t('emptyValue')}</i>}
      </ins>
    </span>
  )
}
