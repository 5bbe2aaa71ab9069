import { clsx } from 'clsx'
import { Ban, CircleCheck, CirclePause, FilePen, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobStatus } from '#jobs/status.ts'

/** A glyph inside a ring that turns: the status resolves by itself. */
function Ring({ dashed = false, children }: { dashed?: boolean; children: ReactNode }) {
  return (
    <>
      <svg viewBox="0 0 24 24" aria-hidden className="absolute inset-0 size-full animate-turn" fill="none" stroke="currentColor">
        <circle cx="12" cy="12" r="10" strokeWidth="2" strokeLinecap="round" strokeDasharray={dashed ? '4.2 6.272' : '47 15.83'} />
      </svg>
      <svg
        viewBox="0 0 24 24"
        aria-hidden
        className="absolute inset-0 size-full"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      >
        {children}
      </svg>
    </>
  )
}

const PAUSE = <path d="M10 15V9m4 6V9" />
const WHOLE = 'size-full'

/** Shape first, colour second; the label always stands beside it. */
const ICONS: Record<JobStatus, ReactNode> = {
  editing: <FilePen aria-hidden className={WHOLE} />,
  running: (
    <Ring>
      <path d="m10 8.5 5.5 3.5-5.5 3.5z" fill="currentColor" strokeWidth="1" strokeLinejoin="round" />
    </Ring>
  ),
  pausing: <Ring dashed>{PAUSE}</Ring>,
  paused: <CirclePause aria-hidden className={WHOLE} />,
  cancelling: (
    <Ring dashed>
      <path d="m9.2 9.2 5.6 5.6m0-5.6-5.6 5.6" />
    </Ring>
  ),
  cancelled: <Ban aria-hidden className={WHOLE} />,
  finished: <CircleCheck aria-hidden className={WHOLE} />,
  finished_with_errors: <TriangleAlert aria-hidden className={WHOLE} />,
  server_shutdown: (
    <Ring dashed>
      <path d="M12 7.2v4.3M9 8.9a4.3 4.3 0 1 0 6 0" />
    </Ring>
  ),
}

/** Text in the colour of a status; written out, so that the styles are found. */
export const STATUS_TEXT: Record<JobStatus, string> = {
  editing: 'text-(--status-editing)',
  running: 'text-(--status-running)',
  pausing: 'text-(--status-pausing)',
  paused: 'text-(--status-paused)',
  cancelling: 'text-(--status-cancelling)',
  cancelled: 'text-(--status-cancelled)',
  finished: 'text-(--status-finished)',
  finished_with_errors: 'text-(--status-finished_with_errors)',
  server_shutdown: 'text-(--status-server_shutdown)',
}

export function StatusIcon({ status, className = 'size-4' }: { status: JobStatus; className?: string }) {
  return <span className={clsx('relative inline-block shrink-0', STATUS_TEXT[status], className)}>{ICONS[status]}</span>
}
