import { clsx } from 'clsx'
import type { JobStatus } from '#jobs/status.ts'

type Props = {
  /** None where what is around it says the status. */
  status?: JobStatus
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
    <span title={title} data-status={status} className={clsx('progress', className)}>
      <progress aria-label={label} max={100} value={percent ?? undefined} />
      {percent === null ? '–' : write(percent / 100)}
    </span>
  )
}
