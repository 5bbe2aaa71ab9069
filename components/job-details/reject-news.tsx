'use client'

import { CircleCheck, Info, RotateCw, TriangleAlert, Undo2, X } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { type RefObject, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { type JobView, percentOf } from '#jobs/job-view.ts'

/** What came of the last thing that was asked for here, with the way back where there is one. */
export type News =
  | { kind: 'repaired' | 'discarded'; count: number; undo: () => Promise<void>; retry?: (() => Promise<void>) | undefined }
  | { kind: 'restored' | 'reopened'; count: number }
  | { kind: 'retried'; loaded: number; refused: number }

type Props = {
  place: RefObject<HTMLDivElement | null>
  job: JobView
  news: News | undefined
  onDismiss: () => void
  fresh: number
  onFresh: () => void
}

/** Progress of a retry while it goes on, then its outcome, which is read out; new rejects announce themselves. */
export function RejectNews({ place, job, news, onDismiss, fresh, onFresh }: Props) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  const { retry } = job
  const percent = retry ? percentOf((retry.total - retry.left) / retry.total) : 0
  return (
    <>
      {/* Where the keyboard goes on when the button that asked for it is gone. */}
      <div ref={place} tabIndex={-1} className="-outline-offset-2">
        {retry && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line bg-subtle px-4 py-2 max-md:px-3">
            <p className="text-sm font-medium">{t('trying', { done: retry.total - retry.left, total: retry.total })}</p>
            <div data-status={job.status} className="flex min-w-32 flex-1 items-center gap-2 text-muted">
              <progress aria-label={t('tryingLabel')} max={100} value={percent} />
              <span className="w-11 shrink-0 text-right">{format.number(percent / 100, 'percent')}</span>
            </div>
          </div>
        )}
        <div role="status">{news && !retry && <Told news={news} onDismiss={onDismiss} />}</div>
      </div>
      <div role="status" className="sticky top-12 z-10 flex h-0 justify-center">
        {fresh > 0 && (
          <Button look="primary" size="small" className="mt-2 rounded-full shadow-float" onClick={onFresh}>
            {t('fresh', { count: fresh })}
          </Button>
        )}
      </div>
    </>
  )
}

function Told({ news, onDismiss }: { news: News; onDismiss: () => void }) {
  const t = useTranslations('rejectsTab')
  const [pending, setPending] = useState<'undo' | 'retry'>()
  const act = async (what: 'undo' | 'retry', work: () => Promise<void>) => {
    setPending(what)
    await work()
    setPending(undefined)
  }
  const bad = news.kind === 'retried' && news.refused > 0
  const Icon = bad ? TriangleAlert : news.kind === 'retried' ? CircleCheck : Info
  return (
    <div className="flex animate-appear flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-subtle px-4 py-1.5 text-sm max-md:px-3">
      <Icon aria-hidden className={`size-4 shrink-0 ${bad ? 'text-warning' : news.kind === 'retried' ? 'text-success' : 'text-muted'}`} />
      <p className="min-w-0 grow font-medium">
        {news.kind === 'retried'
          ? t('news.retried', { loaded: news.loaded, refused: news.refused })
          : t(`news.${news.kind}`, { count: news.count })}
      </p>
      {'undo' in news && (
        <Button size="small" pending={pending === 'undo'} onClick={() => act('undo', news.undo)}>
          <Undo2 aria-hidden className="size-3.5" />
          {t('undo')}
        </Button>
      )}
      {'undo' in news && news.retry && (
        <Button size="small" look="primary" pending={pending === 'retry'} onClick={() => news.retry && act('retry', news.retry)}>
          <RotateCw aria-hidden className="size-3.5" />
          {t('retryRepaired')}
        </Button>
      )}
      <Button look="ghost" size="icon" aria-label={t('dismiss')} onClick={onDismiss} className="-mr-1.5 size-7!">
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
