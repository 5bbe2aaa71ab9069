import 'server-only'
import type { JobStatus } from '#jobs/status.ts'
import { type Throughput, throughputOf } from '#jobs/throughput.ts'
import { database } from '#lib/server.ts'

/** What took the database long is good for so many times as long. */
const REST = 10

type Kept = { status: JobStatus; throughput: Promise<Throughput | null> }
const kept = new Map<number, Kept>()

/** The job's throughput, asked of the database once for all who look at it; a move asks anew. */
export function sharedThroughput(jobId: number, status: JobStatus): Promise<Throughput | null> {
  const known = kept.get(jobId)
  if (known?.status === status) return known.throughput
  const began = performance.now()
  const own: Kept = { status, throughput: throughputOf(database(), jobId) }
  kept.set(jobId, own)
  const forget = () => {
    if (kept.get(jobId) === own) kept.delete(jobId)
  }
  own.throughput.then(() => setTimeout(forget, (performance.now() - began) * REST), forget)
  return own.throughput
}
