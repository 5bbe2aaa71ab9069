import { clsx } from 'clsx'
import type { JobStatus } from '#jobs/status.ts'

/** The icon of a status, drawn by app/status-icons.css, which also has its colour for all inside of what says `data-status`. */
export function StatusIcon({ status, className }: { status: JobStatus; className?: string }) {
  return <span aria-hidden data-status={status} className={clsx('status-icon', className)} />
}
