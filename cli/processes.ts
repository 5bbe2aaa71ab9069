import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '#lib/env.ts'

export type Process = { child: ChildProcess; stop: () => Promise<void>; exited: Promise<number> }

/**
 * Starts one of Quayside's processes in a session of its own, so that Ctrl-C reaches only the one that stops the others in
 * order. It hears of its parent's end by the closed channel and then stops by itself.
 */
export function startProcess(command: string, args: string[], environment: Record<string, string>): Process {
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

/** Resolves with the child's message of that name. */
export function messageFrom({ child }: Process, name: string): Promise<void> {
  return new Promise((resolve) => child.on('message', (message) => message === name && resolve()))
}
