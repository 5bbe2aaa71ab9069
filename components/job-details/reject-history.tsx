'use client'

import { CircleCheck, CircleX, PenLine, Trash2 } from 'lucide-react'
import { useFormatter } from 'next-intl'
import type { ReactNode } from 'react'
import { useTranslations } from '#i18n/use-translations.ts'
import type { AttemptView } from '#jobs/list-attempts.ts'
import type { RejectState } from '#jobs/status.ts'

type Props = {
  attempts: AttemptView[]
  state: RejectState
  repaired: boolean
  decided: { by: string | null; at: string | null; reason: string | null }
}

/** What was tried with a record, by whom and when, and what came of it; nothing where it was refused once and then left alone. */
export function RejectHistory({ attempts, state, repaired, decided }: Props) {
  const t = useTranslations('rejectsTab.history')
  const say = useTranslations('rejectReasons')
  const { by, at, reason } = decided
  const waiting = repaired && state === 'open' && by !== null
  if (attempts.length === 0 && !waiting && state !== 'discarded') return null
  return (
    <div className="space-y-1">
      <h3 className="text-xs text-muted">{t('title')}</h3>
      <ol className="space-y-1.5">
        {attempts.map(({ attempt, actor, at, code, params }) => (
          <Step
            key={attempt}
            at={at}
            icon={
              code === null ? (
                <CircleCheck aria-hidden className="size-4 text-success" />
              ) : (
                <CircleX aria-hidden className="size-4 text-danger" />
              )
            }
          >
            <p>{actor === null ? t('import') : t('attempt', { number: attempt, actor })}</p>
            <p className="text-muted">{code === null ? t('loaded') : say(code, params)}</p>
          </Step>
        ))}
        {waiting && (
          <Step at={at} icon={<PenLine aria-hidden className="size-4 text-muted" />}>
            <p>{t('repaired', { actor: by })}</p>
          </Step>
        )}
        {state === 'discarded' && (
          <Step at={at} icon={<Trash2 aria-hidden className="size-4 text-muted" />}>
            <p>{t('discarded', { actor: by ?? '' })}</p>
            {reason && <p className="wrap-anywhere text-muted">{reason}</p>}
          </Step>
        )}
      </ol>
    </div>
  )
}

function Step({ at, icon, children }: { at: string | null; icon: ReactNode; children: ReactNode }) {
  const format = useFormatter()
  return (
    <li className="flex items-start gap-2">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <div className="min-w-0 grow text-pretty">{children}</div>
      {at && (
        <time dateTime={at} title={format.dateTime(new Date(at), 'full')} className="shrink-0 text-xs text-muted tabular-nums">
          {format.dateTime(new Date(at), 'short')}
        </time>
      )}
    </li>
  )
}
