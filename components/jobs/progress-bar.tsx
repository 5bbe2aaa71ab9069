import { percentOf } from '#jobs/job-view.ts'
import type { JobStatus } from '#jobs/status.ts'

type Props = {
  status: JobStatus
  /** 0 to 1, or null while it is unknown. */
  progress: number | null
  label: string
  /** Writes a share. */
  percent: (share: number) => string
}

export function ProgressBar({ status, progress, label, percent: write }: Props) {
  const percent = percentOf(progress)
  return (
    <span data-status={status} className="progress">
      <progress aria-label={label} max={100} value={percent ?? undefined} />
      {percent === null ? '–' : write(percent / 100)}
    </span>
  )
}
