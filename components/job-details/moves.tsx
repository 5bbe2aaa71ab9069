import { ArrowRight } from 'lucide-react'
import { Moment } from '#components/job-details/moment.tsx'
import { StatusLabel } from '#components/jobs/status-label.tsx'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { MoveView } from '#jobs/show-job.ts'

/** Who moved the job, when, and why; newest first. */
export function Moves({ moves }: { moves: MoveView[] }) {
  const t = useTranslations('general')
  return (
    <Card title={t('history')}>
      {moves.length === 0 && <p className="px-4 py-3 text-sm text-muted">{t('noMoves')}</p>}
      <ol className="divide-y divide-line">
        {moves.map(({ from, to, by, actor, reason, at }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: counted from the end, a move keeps its place for good
          <li key={moves.length - index} className="past-statuses space-y-1 px-4 py-2.5 text-sm">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="text-muted">
                <StatusLabel status={from} />
              </span>
              <ArrowRight aria-label={t('becomes')} className="size-3.5 shrink-0 text-faint" />
              <StatusLabel status={to} className="font-medium" />
            </div>
            <p className="flex flex-wrap gap-x-2 text-xs text-muted">
              <span className="wrap-anywhere">{by === 'worker' || by === 'recovery' ? t(`movers.${by}`) : actor}</span>
              <Moment at={at} exact />
            </p>
            {reason && <p className="text-sm wrap-anywhere">{t('reason', { reason })}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
