import { useSyncExternalStore } from 'react'

/** The jobs whose end this browser wants to be told of, kept in it and shared by its tabs. */
const KEY = 'tell-me-when-it-ends'
/** More are not watched: the oldest ones give way. */
const MOST = 50

const listeners = new Set<() => void>()

function read(): number[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(saved) ? saved.filter((jobId): jobId is number => Number.isSafeInteger(jobId)) : []
  } catch {
    return []
  }
}

function write(jobIds: number[]): void {
  try {
    if (jobIds.length === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(jobIds.slice(-MOST)))
  } catch {
    // A browser that keeps nothing tells of nothing.
  }
  for (const listener of listeners) listener()
}

/** Whether this browser wants to be told of the job's end. */
export function useMarked(jobId: number): boolean {
  return useSyncExternalStore(
    subscribeMarks,
    () => read().includes(jobId),
    () => false,
  )
}

export function mark(jobId: number, on: boolean): void {
  const others = read().filter((one) => one !== jobId)
  write(on ? [...others, jobId] : others)
}

/** As a text, `1042,1043`, so that it is the same as long as the marks are. */
export const markedJobs = (): string => read().join()

export function subscribeMarks(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}
