'use client'

import { useEffect, useRef, useState } from 'react'
import type { Upload } from 'tus-js-client'

export type UploadFailure = 'too_large' | 'forbidden' | 'failed'

export type UploadState =
  | { step: 'idle' }
  /** `speed` is in bytes a second, null until it can be told. */
  | { step: 'sending' | 'lost'; sent: number; total: number; speed: number | null }
  | { step: 'failed'; failure: UploadFailure }

const ENDPOINT = '/api/uploads'
/** Milliseconds before each new try; the connection may stay away for hours. */
const RETRY_DELAYS = [0, 1000, 2000, ...Array.from({ length: 10_000 }, () => 3000)]
/** A server that answers with an error so often, and takes nothing meanwhile, will not do otherwise. */
const SERVER_TRIES = 6
/** A connection on which nothing moved for so long, in milliseconds, is dead even if nobody said so. */
const STALLED_MS = 30_000
/** The speed is that of the last few seconds. */
const WINDOW_MS = 5000

/** Sends a file so that it survives a lost connection; `onArrived` gets the upload's id. */
export function useUpload({ maxSize, onArrived }: { maxSize: number; onArrived: (uploadId: string) => void }) {
  const [state, setState] = useState<UploadState>({ step: 'idle' })
  const running = useRef<{ upload: Upload; stop: () => void } | null>(null)

  useEffect(() => () => running.current?.stop(), [])

  async function send(file: File) {
    if (file.size > maxSize) return setState({ step: 'failed', failure: 'too_large' })
    setState({ step: 'sending', sent: 0, total: file.size, speed: null })
    const tus = await import('tus-js-client')
    const marks: { at: number; sent: number }[] = []
    let movedAt = performance.now()
    let serverErrors = 0
    const lost = () => setState((now) => (now.step === 'sending' ? { ...now, step: 'lost', speed: null } : now))

    const upload: Upload = new tus.Upload(file, {
      endpoint: ENDPOINT,
      metadata: { filename: file.name },
      retryDelays: RETRY_DELAYS,
      removeFingerprintOnSuccess: true,
      onProgress(sent, total) {
        const now = performance.now()
        movedAt = now
        marks.push({ at: now, sent })
        while (marks[0] && now - marks[0].at > WINDOW_MS) marks.shift()
        const first = marks[0]
        const speed = first && now - first.at > 800 && sent >= first.sent ? ((sent - first.sent) / (now - first.at)) * 1000 : null
        setState((before) => ({ step: 'sending', sent, total, speed: speed ?? (before.step === 'sending' ? before.speed : null) }))
      },
      onShouldRetry(error, attempt) {
        const status = error.originalResponse?.getStatus() ?? 0
        marks.length = 0
        // The count of attempts begins anew whenever bytes have arrived.
        if (attempt === 0) serverErrors = 0
        if (status >= 500 && ++serverErrors >= SERVER_TRIES) return false
        if (status >= 400 && status < 500 && status !== 409 && status !== 423) return false
        lost()
        return true
      },
      onError(error) {
        stop()
        const status = 'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0
        setState({ step: 'failed', failure: status === 413 ? 'too_large' : status === 403 ? 'forbidden' : 'failed' })
      },
      onSuccess() {
        stop()
        onArrived(upload.url?.split('/').at(-1) ?? '')
      },
    })

    const again = () => upload.abort().then(() => running.current?.upload === upload && upload.start())
    const offline = () => {
      marks.length = 0
      lost()
      void upload.abort()
    }
    const online = () => void again()
    const watch = setInterval(() => {
      if (!navigator.onLine || performance.now() - movedAt < STALLED_MS) return
      movedAt = performance.now()
      lost()
      void again()
    }, 5000)
    function stop() {
      clearInterval(watch)
      window.removeEventListener('offline', offline)
      window.removeEventListener('online', online)
      if (running.current?.upload === upload) running.current = null
    }
    running.current?.stop()
    running.current = {
      upload,
      stop() {
        stop()
        void upload.abort()
      },
    }
    window.addEventListener('offline', offline)
    window.addEventListener('online', online)

    // The same file chosen again, after the browser was closed for instance, goes on where it stopped.
    const [previous] = await upload.findPreviousUploads()
    if (running.current?.upload !== upload) return
    if (previous) upload.resumeFromPreviousUpload(previous)
    upload.start()
  }

  /** Stops, and has the server forget what it got. */
  function cancel() {
    const { upload, stop } = running.current ?? {}
    stop?.()
    void upload?.abort(true).catch(() => {})
    setState({ step: 'idle' })
  }

  return { state, send, cancel, reset: () => setState({ step: 'idle' }) }
}
