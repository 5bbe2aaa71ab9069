import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** Where and when something was measured. `load`: how many processes wanted a processor in the minute before. */
export type Machine = { at: string; cpu: string; cpus: number; memoryGB: number; system: string; node: string; load: number }

export const describeMachine = (): Machine => ({
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? '',
  cpus: cpus().length,
  memoryGB: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release()}`,
  node: process.version,
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
})
