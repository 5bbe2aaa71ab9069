import { useEffect, useState } from 'react'
import type { JobView } from '#jobs/job-view.ts'

/** Milliseconds of rest after which what is typed is searched for. */
const TYPING = 150
const MOST = 6

/** The newest jobs that a text finds, by number, title, file or table; the ones before stay until the answer is there. */
export function useFoundJobs(words: string): JobView[] {
  const text = words.trim()
  const [found, setFound] = useState<JobView[]>([])
  useEffect(() => {
    if (text === '') return
    const overtaken = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/jobs?${new URLSearchParams({ q: text })}`, { signal: overtaken.signal })
        if (response.ok) setFound(((await response.json()) as { jobs: JobView[] }).jobs.slice(0, MOST))
      } catch {
        // Overtaken, or the server is away: what can be done without it is offered all the same.
      }
    }, TYPING)
    return () => {
      clearTimeout(timer)
      overtaken.abort()
    }
  }, [text])
  return text === '' ? [] : found
}
