import { clsx } from 'clsx'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobStatus } from '#jobs/status.ts'

/** Icon and label of a status, on one line. */
export function StatusLabel({ status, className }: { status: JobStatus; className?: string }) {
  const t = useTranslations('status')
  return (
    <span className={clsx('flex min-w-0 items-center gap-2', className)}>
      <StatusIcon status={status} />
      <span className="truncate normal-nums" title={t(status)}>
        {t(status)}
      </span>
    </span>
  )
}
