import { clsx } from 'clsx'
import type { JobStatus } from '#jobs/status.ts'

/** The bar's colour is the status's; written out, so that the styles are found. */
const FILL: Record<JobStatus, string> = {
  editing: 'bg-(--status-editing)',
  running: 'bg-(--status-running)',
  pausing: 'bg-(--status-pausing)',
  paused: 'bg-(--status-paused)',
  cancelling: 'bg-(--status-cancelling)',
  cancelled: 'bg-(--status-cancelled)',
  finished: 'bg-(--status-finished)',
  finished_with_errors: 'bg-(--status-finished_with_errors)',
  server_shutdown: 'bg-(--status-server_shutdown)',
}

type Props = {
  status: JobStatus
  /** 0 to 1, or null while it is unknown. */
  progress: number | null
  label: string
  title?: string | undefined
  /** Writes a share; where many bars stand, one for all of them. */
  percent: (share: number) => string
  className?: string
}

export function ProgressBar({ status, progress, label, title, percent: write, className }: Props) {
  // Rounded down: 100 % is said only of what is done.
  const percent = progress === null ? null : Math.floor(progress * 100)
  return (
    <span title={title} className={clsx('flex items-center gap-2', className)}>
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-1.5 min-w-8 flex-1 overflow-hidden rounded-full bg-track"
      >
        <span
          className={clsx('block h-full origin-left rounded-full transition-transform duration-200 ease-linear', FILL[status])}
          style={{ transform: `scaleX(${progress ?? 0})` }}
        />
      </span>
      <span className="w-11 shrink-0 text-right text-muted">{percent === null ? '–' : write(percent / 100)}</span>
    </span>
  )
}
