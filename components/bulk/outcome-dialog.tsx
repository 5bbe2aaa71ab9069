'use client'

import type { Run } from '#components/bulk/run-many.ts'
import { tabHref, useListSearch } from '#components/jobs/addresses.ts'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Refusals that are told one by one. */
const TOLD = 200

/** What became of those for which it was not done: each with the way to it and the reason. */
export function OutcomeDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTranslations('bulk')
  const list = useTranslations('list')
  const job = useTranslations('job')
  const refusalText = useRefusalText()
  const search = useListSearch()
  const { verb, done, refused, state, refusal } = run
  const title =
    refused.length > 0
      ? t(`outcome.${verb}`, { count: refused.length })
      : t(state === 'stopped' ? 'outcome.stoppedTitle' : 'outcome.failedTitle')
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={
        <div className="space-y-1 text-sm">
          {done.length > 0 && <p>{t(`did.${verb}`, { count: done.length })}</p>}
          {state === 'stopped' && <p>{t('outcome.stopped')}</p>}
          {state === 'failed' && <p>{refusal ? refusalText(refusal) : t('outcome.failed')}</p>}
        </div>
      }
      actions={
        <Button look="primary" onClick={onClose}>
          {t('outcome.close')}
        </Button>
      }
    >
      {refused.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div tabIndex={0} className="-mx-5 max-h-[50dvh] overflow-y-auto border-y border-line focus-visible:-outline-offset-2">
          <ul aria-label={title} className="divide-y divide-line">
            {refused.slice(0, TOLD).map(({ jobId, label, refusal: why }) => (
              <li key={jobId} className="px-5 py-2.5 text-sm">
                <p className="flex min-w-0 items-baseline gap-2">
                  <Link
                    href={tabHref('general', jobId, search)}
                    prefetch={false}
                    className="min-w-0 truncate font-medium underline decoration-line-strong underline-offset-2 hover:decoration-current"
                    title={label}
                    onClick={onClose}
                  >
                    {label || list('unlabelled')}
                  </Link>
                  <span className="shrink-0 text-muted">{job('number', { jobId: String(jobId) })}</span>
                </p>
                {why && <p className="text-muted text-pretty">{refusalText(why)}</p>}
              </li>
            ))}
            {refused.length > TOLD && (
              <li className="px-5 py-2.5 text-sm text-muted">{t('outcome.more', { count: refused.length - TOLD })}</li>
            )}
          </ul>
        </div>
      )}
    </Dialog>
  )
}
