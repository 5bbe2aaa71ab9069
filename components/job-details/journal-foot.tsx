'use client'

import { ArrowDownToLine, Pause } from 'lucide-react'
import type { WindowState } from '#components/job-details/journal-window.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  state: WindowState
  /** Whether more may come. */
  growing: boolean
  line: number | undefined
  total: number | undefined
  onFollow: () => void
  onHold: () => void
}

/** Whether the journal is followed or held still, what has come meanwhile, and where in it the reader is. */
export function JournalFoot({ state: { following, fresh }, growing, line, total, onFollow, onHold }: Props) {
  const t = useTranslations('journalTab')
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-t border-line px-4 text-xs text-muted max-md:h-10 max-md:px-3 short:h-9">
      <span role="status" className="flex min-w-0 items-center gap-2 empty:hidden">
        {growing && (
          <>
            <span
              aria-hidden
              className={
                following
                  ? 'size-2 shrink-0 animate-pulse rounded-full bg-info'
                  : 'size-2 shrink-0 rounded-full border border-line-strong bg-track'
              }
            />
            <span className={following ? 'truncate text-ink' : 'truncate'}>{following ? t('following') : t('held')}</span>
          </>
        )}
        {!growing && following && <span className="truncate">{t('atEnd')}</span>}
      </span>
      {growing && following ? (
        <Button look="ghost" size="small" className="h-6! text-xs max-md:h-9!" onClick={onHold}>
          <Pause aria-hidden className="size-3" />
          {t('hold')}
        </Button>
      ) : (
        !following && (
          <Button
            look={fresh.count > 0 ? 'primary' : 'secondary'}
            size="small"
            className="h-6! text-xs max-md:h-9!"
            aria-keyshortcuts="End"
            onClick={onFollow}
          >
            <ArrowDownToLine aria-hidden className="size-3" />
            {growing ? t('follow') : t('toEnd')}
          </Button>
        )
      )}
      {!following && fresh.count > 0 && (
        <span className="whitespace-nowrap tabular-nums">{t('fresh', { count: fresh.count, more: String(fresh.more) })}</span>
      )}
      <span className="ml-auto min-w-0 truncate text-right tabular-nums">
        {line !== undefined && total !== undefined ? t('lineShown', { line, total }) : total !== undefined ? t('lines', { total }) : null}
      </span>
    </div>
  )
}
