import type { ActivityBar } from '#jobs/job-activity.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

/** Written out, so that the styles are found. */
const FILL: Record<JobStatus, string> = {
  editing: 'fill-(--status-editing)',
  running: 'fill-(--status-running)',
  pausing: 'fill-(--status-pausing)',
  paused: 'fill-(--status-paused)',
  cancelling: 'fill-(--status-cancelling)',
  cancelled: 'fill-(--status-cancelled)',
  finished: 'fill-(--status-finished)',
  finished_with_errors: 'fill-(--status-finished_with_errors)',
  server_shutdown: 'fill-(--status-server_shutdown)',
}

/** From the ground up: what ended as it should, what is under way, what somebody should look at. */
const ORDER = [
  'finished',
  'cancelled',
  'editing',
  'running',
  'pausing',
  'cancelling',
  'paused',
  'server_shutdown',
  'finished_with_errors',
] as const satisfies readonly JobStatus[]

const HEIGHT = 28
/** No bar is too low to be seen, and no error among many other jobs. */
const LEAST_BAR = 2.5
const LEAST_ERROR = 1.5

/** One path a status, however many bars there are. */
export function StripBars({ bars }: { bars: ActivityBar[] }) {
  const totals = bars.map(({ counts }) => JOB_STATUSES.reduce((sum, status) => sum + (counts[status] ?? 0), 0))
  const highest = Math.max(1, ...totals)
  const paths = new Map<JobStatus, string>()
  bars.forEach(({ counts }, index) => {
    const total = totals[index] ?? 0
    const whole = Math.max(LEAST_BAR, (total / highest) * (HEIGHT - 2))
    let top = HEIGHT
    for (const status of ORDER) {
      const count = counts[status] ?? 0
      if (count === 0) continue
      const height = Math.max((count / total) * whole, status === 'finished_with_errors' ? LEAST_ERROR : 0)
      top -= height
      paths.set(status, `${paths.get(status) ?? ''}M${index + 0.12} ${top.toFixed(2)}h.76v${height.toFixed(2)}h-.76z`)
    }
  })
  return (
    <svg
      viewBox={`0 0 ${bars.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      className="pointer-events-none absolute inset-0 size-full overflow-hidden"
    >
      <path d={`M0 ${HEIGHT - 0.5}h${bars.length}`} className="stroke-line-strong" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      {ORDER.map((status) => paths.has(status) && <path key={status} d={paths.get(status)} className={FILL[status]} opacity="0.75" />)}
    </svg>
  )
}
