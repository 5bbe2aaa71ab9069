import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '#lib/env.ts'

type Process = { child: ChildProcess; stop: () => Promise<void>; exited: Promise<number> }

/**
 * Starts one of Quayside's processes in a session of its own, so that Ctrl-C reaches only the one that stops the others in
 * order. It hears of its parent's end by the closed channel and then stops by itself.
 */
function startProcess(command: string, args: string[], environment: Record<string, string>): Process {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/main.ts'), command, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment, INIT_CWD: '' },
    detached: true,
  })
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  return {
    child,
    exited,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await exited
      clearTimeout(late)
    },
  }
}

/** Resolves when this process is asked to stop: by a signal, or because whoever started it is gone. */
export function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    if (process.channel) {
      process.on('disconnect', () => resolve())
      process.channel.unref()
    }
  })
}

/** So many ends within a minute are no accident: then there is no use in starting it again. */
const TOO_OFTEN = 5

export type Kept = {
  /** Resolves when the process has said for the first time that it serves. */
  ready: Promise<void>
  /** Resolves with an exit code when the process cannot be kept running. */
  failed: Promise<number>
  stop: () => Promise<void>
}

/** Keeps a process running: one that was killed or broke is started again. */
export function keepRunning(command: string, args: string[], environment: Record<string, string>): Kept {
  const ready = Promise.withResolvers<void>()
  const failed = Promise.withResolvers<number>()
  let deaths: number[] = []
  let stopping = false
  let current: Process
  const start = () => {
    current = startProcess(command, args, environment)
    current.child.on('message', (message) => message === 'ready' && ready.resolve())
    current.exited.then((code) => {
      if (stopping) return
      deaths = [...deaths, Date.now()].filter((at) => at > Date.now() - 60_000)
      if (deaths.length > TOO_OFTEN) return failed.resolve(code || 1)
      process.stderr.write(`The ${command} process ended unexpectedly; it is started again.\n`)
      setTimeout(() => stopping || start(), 500)
    })
  }
  start()
  return {
    ready: ready.promise,
    failed: failed.promise,
    async stop() {
      stopping = true
      await current.stop()
    },
  }
}
