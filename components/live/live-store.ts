import type { JobView, Line } from '#jobs/job-view.ts'

/**
 * What happened: a job changed (`kind`: not only in its counters), one was deleted, or the connection is back after a gap in
 * which anything may have happened.
 */
export type LiveChange = { type: 'job'; job: JobView; kind: boolean } | { type: 'deleted'; jobId: number } | { type: 'caught-up' }

export type Connection = 'open' | 'lost'

/** Milliseconds of a gap that nobody needs to hear of. */
const GRACE = 1500
/** The server sends a beat every 15 s; a connection that is silent for longer than two of them is dead. */
const SILENCE = 40_000
const RETRY = 2000

/** The newest that this page knows of each job, fed by one stream of server-sent events. */
export function createLiveStore() {
  const jobs = new Map<number, JobView>()
  const listeners = new Set<(change: LiveChange) => void>()
  const connectionListeners = new Set<() => void>()
  const lineListeners = new Set<() => void>()
  let connection: Connection = 'open'
  let line: Line | undefined
  let places = new Map<number, number>()

  const tell = (change: LiveChange) => {
    for (const listener of [...listeners]) listener(change)
  }
  const setConnection = (next: Connection) => {
    if (connection === next) return
    connection = next
    for (const listener of connectionListeners) listener()
  }

  const put = (job: JobView) => {
    const known = jobs.get(job.id)
    if (known && known.version > job.version) return
    jobs.set(job.id, job)
    tell({ type: 'job', job, kind: known?.status !== job.status || known.label !== job.label })
  }
  /** Takes what was read otherwise than live, where it is newer than what came live. */
  const catchUp = (job: JobView) => {
    const known = jobs.get(job.id)
    if (known && known.version >= job.version) return
    jobs.set(job.id, job)
    tell({ type: 'job', job, kind: false })
  }
  const remove = (jobId: number) => {
    jobs.delete(jobId)
    tell({ type: 'deleted', jobId })
  }

  const putLine = (next: Line) => {
    line = next
    places = new Map(next.jobs.map((jobId, index) => [jobId, index + 1]))
    for (const listener of lineListeners) listener()
  }

  /** Holds the stream open while the page is visible: browsers allow few connections, and a hidden page catches up later. */
  const connect = (url: string): (() => void) => {
    let source: EventSource | undefined
    let lost: ReturnType<typeof setTimeout> | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined

    const close = () => {
      source?.close()
      source = undefined
      clearTimeout(retry)
      clearTimeout(silence)
    }
    const reopen = () => {
      close()
      retry = setTimeout(open, RETRY)
    }
    const fail = () => {
      lost ??= setTimeout(() => setConnection('lost'), GRACE)
    }
    const alive = () => {
      clearTimeout(silence)
      silence = setTimeout(() => {
        fail()
        reopen()
      }, SILENCE)
    }
    const open = () => {
      close()
      source = new EventSource(url)
      alive()
      source.addEventListener('caught-up', () => {
        clearTimeout(lost)
        lost = undefined
        setConnection('open')
        tell({ type: 'caught-up' })
      })
      source.addEventListener('jobs', (event) => {
        alive()
        for (const job of JSON.parse(event.data) as JobView[]) put(job)
      })
      source.addEventListener('deleted', (event) => {
        alive()
        for (const jobId of JSON.parse(event.data) as number[]) remove(jobId)
      })
      source.addEventListener('line', (event) => {
        alive()
        putLine(JSON.parse(event.data) as Line)
      })
      source.addEventListener('beat', alive)
      source.addEventListener('error', () => {
        fail()
        reopen()
      })
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') close()
      else if (!source) open()
    }

    // A stream over a network that is gone hangs in silence; whether the server still answers, only a new one can tell.
    const onNetwork = () => {
      if (document.visibilityState === 'hidden') return
      fail()
      open()
    }

    onVisibility()
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('offline', onNetwork)
    window.addEventListener('online', onNetwork)
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('offline', onNetwork)
      window.removeEventListener('online', onNetwork)
      clearTimeout(lost)
      close()
    }
  }

  return {
    connect,
    catchUp,
    get: (jobId: number) => jobs.get(jobId),
    subscribe: (listener: (change: LiveChange) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    /** From 1; undefined where nothing is known of it. */
    placeInLine: (jobId: number) => places.get(jobId),
    /** Whether there is any worker; undefined until the line is told of. */
    workersThere: () => line?.workers,
    subscribeLine: (listener: () => void) => {
      lineListeners.add(listener)
      return () => {
        lineListeners.delete(listener)
      }
    },
    connection: () => connection,
    subscribeConnection: (listener: () => void) => {
      connectionListeners.add(listener)
      return () => {
        connectionListeners.delete(listener)
      }
    },
  }
}

export type LiveStore = ReturnType<typeof createLiveStore>
