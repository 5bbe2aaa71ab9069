import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '#lib/env.ts'

/** A process that may be disturbed. */
export type Victim = {
  pid: number
  child: ChildProcess
  /** Stopped by SIGSTOP at the moment. */
  frozen: boolean
  /** Said that it serves. */
  ready: boolean
  /** It was meant to end. */
  told: boolean
  exited: Promise<void>
}

type Options = {
  /** Command of the command line, or a script of this folder. */
  command: 'worker' | 'torture/person.ts'
  environment: Record<string, string>
  log: string
  /** Its clock jumps. */
  jumping: boolean
}

/** Starts a process in the way in which the starter does; it ends when this one does. */
export function startVictim({ command, environment, log, jumping }: Options): Victim {
  const output = openSync(log, 'a')
  const script = command === 'worker' ? [join(ROOT, 'cli/main.ts'), command] : [join(ROOT, command)]
  const preload = jumping ? ['--import', pathToFileURL(join(ROOT, 'torture/jumping-clock.ts')).href] : []
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...preload, ...script], {
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, ...environment, INIT_CWD: '' },
  })
  closeSync(output)
  const victim: Victim = {
    pid: child.pid ?? 0,
    child,
    frozen: false,
    ready: false,
    told: false,
    exited: once(child, 'exit').then(() => {}),
  }
  child.on('message', (message) => {
    if (message === 'ready') victim.ready = true
  })
  return victim
}

export const isAlive = ({ child }: Victim): boolean => child.exitCode === null && child.signalCode === null

/** Sends a signal that is to end it, and waits until it has. */
export async function end(victim: Victim, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  victim.told = true
  if (isAlive(victim)) victim.child.kill(signal)
  // A stopped process dies of SIGKILL, but hears nothing else.
  if (victim.frozen) victim.child.kill('SIGCONT')
  await victim.exited
}
