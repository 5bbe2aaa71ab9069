import type { Finding } from '#jobs/detection.ts'
import { activeMsAt, type JobView, type ListedJob, percentOf, progressOf } from '#jobs/job-view.ts'

/** The form of a job that scripts may rely on. */
export function jobForScripts(job: JobView) {
  const { id, kind, label, status, counters, startedAt, finishedAt } = job
  return { id, kind, label, status, counters, startedAt, finishedAt, activeMs: activeMsAt(job, Date.now()) }
}

export const duration = (ms: number) =>
  ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`

/** `findings`: what was noticed in the file of an import, where that was asked for. */
export type Printing = { json?: boolean | undefined; findings?: Finding[] | undefined }

/** One line about a job: as JSON for scripts, else for a person, with a line for each finding. */
export function printJob(job: JobView, { json, findings }: Printing): void {
  const lines = json
    ? [JSON.stringify({ ...jobForScripts(job), findings })]
    : [jobLine(job), ...(findings ?? []).map(({ code, params }) => `  found ${code}: ${JSON.stringify(params)}`)]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function jobLine(job: JobView): string {
  const { processed, success, rejects, total } = job.counters
  const counted =
    total === null && processed === 0 ? '' : `, ${processed} of ${total ?? '?'} processed, ${success} success, ${rejects} rejects`
  return `job ${job.id} (${job.kind} "${job.label}") is ${job.status}${counted}, ${duration(activeMsAt(job, Date.now()))}`
}

/** Columns as wide as their widest cell, numbers to the right. */
export function table(header: string[], rows: (string | number)[][]): string {
  const width = header.map((name, column) => Math.max(name.length, ...rows.map((row) => String(row[column] ?? '').length)))
  const line = (cells: (string | number)[]) =>
    cells
      .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(width[column] ?? 0) : cell.padEnd(width[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${[header, ...rows].map(line).join('\n')}\n`
}

export function percent(job: ListedJob): string {
  const whole = percentOf(progressOf(job))
  return whole === null ? '' : `${whole} %`
}
