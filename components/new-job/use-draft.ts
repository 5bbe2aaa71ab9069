'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useRouter } from '#i18n/navigation.ts'
import type { Outcome, Refusal } from '#jobs/outcome.ts'

/** What stands in a draft's way: a refusal of the server, or what the page sees by itself. */
export type Trouble = Refusal | { code: 'label_missing' | 'file_name_missing' | 'unreachable' }
export type SaveState = 'saved' | 'saving' | 'unsaved'

/** Milliseconds of rest before what is typed is saved, and before a failed save is tried again. */
const REST_MS = 600
const RETRY_MS = 3000

/** Drafts that were changed here since the browser got their pages: what it shows when one goes back to them is old. */
const changedSince = new Set<number>()

/** Keeps a draft saved: changes go to the server by themselves, one save at a time, and are kept until they are there. */
export function useDraft<Edit extends object>(jobId: number, save: (edit: Edit) => Promise<Outcome<null>>) {
  const [saveState, setSaveState] = useState<SaveState>('saved')
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const waiting = useRef<Edit | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const line = useRef<Promise<unknown>>(Promise.resolve())

  const send = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    const edit = waiting.current
    if (!edit) return true
    waiting.current = null
    changedSince.add(jobId)
    try {
      const outcome = await save(edit)
      if (outcome.ok) {
        if (!waiting.current) setSaveState('saved')
        return true
      }
      setSaveState('unsaved')
      setTrouble(outcome.refusal)
    } catch {
      waiting.current = { ...edit, ...(waiting.current as Edit | null) }
      setSaveState('unsaved')
    }
    return false
  }, [jobId, save])

  /** Does one thing after the other. */
  const next = useCallback(<T>(step: () => Promise<T>): Promise<T> => {
    const result = line.current.then(step)
    line.current = result.catch(() => {})
    return result
  }, [])

  const flush = useCallback(() => next(send), [next, send])

  /** Notes a change. `soon` for what is still being typed; anything else is saved at once. */
  const change = useCallback(
    (edit: Edit, when: 'now' | 'soon' = 'now') => {
      waiting.current = { ...(waiting.current as Edit | null), ...edit } as Edit
      setTrouble(null)
      setSaveState('saving')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), when === 'now' ? 0 : REST_MS)
    },
    [flush],
  )

  /** Asks the server for something after all changes are there; undefined where it refused or could not be reached. */
  const ask = useCallback(
    async <T>(question: () => Promise<Outcome<T>>): Promise<T | undefined> => {
      setTrouble(null)
      if (!(await flush())) return undefined
      setSaveState('saving')
      changedSince.add(jobId)
      try {
        const outcome = await next(question)
        if (!outcome.ok) setTrouble(outcome.refusal)
        setSaveState('saved')
        return outcome.ok ? outcome.value : undefined
      } catch {
        setTrouble({ code: 'unreachable' })
        setSaveState('saved')
        return undefined
      }
    },
    [jobId, flush, next],
  )

  const router = useRouter()
  useEffect(() => {
    if (changedSince.delete(jobId)) router.refresh()
  }, [jobId, router])

  useEffect(() => {
    if (saveState !== 'unsaved') return
    const trying = setInterval(() => void flush(), RETRY_MS)
    return () => clearInterval(trying)
  }, [saveState, flush])

  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && void flush()
    const leaving = (event: BeforeUnloadEvent) => {
      if (waiting.current) event.preventDefault()
    }
    // Whoever leaves by a link leaves the field first; once the page is another, its actions are no longer answered.
    const blurred = () => void flush()
    document.addEventListener('visibilitychange', hidden)
    document.addEventListener('focusout', blurred)
    window.addEventListener('beforeunload', leaving)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      document.removeEventListener('focusout', blurred)
      window.removeEventListener('beforeunload', leaving)
    }
  }, [flush])

  return { saveState, trouble, setTrouble, change, ask }
}
