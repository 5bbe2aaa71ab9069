export type Explained = { jobId: number; label: string }

let hear: ((job: Explained) => void) | undefined

/** Opens the question why this job is paused. */
export function askReason(job: Explained): void {
  hear?.(job)
}

/** Whoever asks it, until the returned function is called. */
export function hearExplaining(listener: (job: Explained) => void): () => void {
  hear = listener
  return () => {
    hear = undefined
  }
}
