/** Why a run is to stop: as a person or the system wished, or because the lease is gone. */
export type StopWish = 'pause' | 'cancel' | 'shutdown' | 'lost'

/**
 * What the worker tells a run while it is under way. The chunk in flight may come to its end; what takes longer than the
 * grace is ended by force, and done again on resume.
 */
export class Control {
  #wish: StopWish | undefined
  #asked = Promise.withResolvers<void>()
  #letGo = Promise.withResolvers<void>()
  /** Aborts when the grace is over; at once where nothing may be written any more. */
  readonly #force = new AbortController()
  /** Under which the run's sessions are known to the server, so that others can end them once the lease is lost. */
  readonly sessionName: string

  constructor(sessionName = 'quayside worker') {
    this.sessionName = sessionName
  }

  get wish(): StopWish | undefined {
    return this.#wish
  }

  get stopping(): boolean {
    return this.#wish !== undefined
  }

  get force(): AbortSignal {
    return this.#force.signal
  }

  /** Resolves when the run is asked to stop. */
  get asked(): Promise<void> {
    return this.#asked.promise
  }

  /** Resolves when a run that lost its lease has had time enough to come to its end: nobody waits for it any more. */
  get letGo(): Promise<void> {
    return this.#letGo.promise
  }

  stop(wish: StopWish, { graceMs = 1000, letGoMs = 20_000 } = {}): void {
    if (wish === 'lost') {
      this.#force.abort()
      setTimeout(() => this.#letGo.resolve(), letGoMs).unref()
    }
    if (this.#wish !== undefined && wish !== 'lost') return
    this.#wish = wish
    this.#asked.resolve()
    setTimeout(() => this.#force.abort(), graceMs).unref()
  }
}

/** The lease is gone: another worker may have the job, so nothing more is written. */
export class LeaseLost extends Error {}
