import { isAbsolute, join, resolve } from 'node:path'

/**
 * The folder of the checkout; every relative path of the configuration starts here. In the pages' bundle a module has no
 * folder; the web process works in this one.
 */
export const ROOT = import.meta.dirname ? resolve(import.meta.dirname, '..') : process.cwd()

function number(name: string, fallback: number, least: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isFinite(value) || value < least) throw new ConfigurationError(`${name}=${text} is not a number of at least ${least}`)
  return value
}

/** A setting that cannot be used; its message is for whoever started the process. */
export class ConfigurationError extends Error {}

/** The configuration, read from the environment when asked for: the README's table, in code. */
export const env = {
  get port() {
    return number('PORT', 3000, 1)
  },
  /** Where the embedded database and the files live. */
  get dataDir() {
    const dir = process.env.QUAYSIDE_DATA_DIR || '.quayside'
    return isAbsolute(dir) ? dir : join(/* turbopackIgnore: true */ ROOT, dir)
  },
  /** Uploaded and written files; one folder for web and workers. */
  get filesDir() {
    return join(env.dataDir, 'files')
  },
  get databaseUrl() {
    return process.env.DATABASE_URL || undefined
  },
  /** Jobs that one worker runs at the same time. */
  get workerSlots() {
    return number('QUAYSIDE_WORKER_SLOTS', 2, 1)
  },
  /** How long a worker's lease holds without a heartbeat, in seconds: a vanished worker's jobs are picked up after that. */
  get leaseSeconds() {
    return number('QUAYSIDE_LEASE_SECONDS', 12, 1)
  },
  /** Largest upload, in bytes. */
  get maxUpload() {
    return number('QUAYSIDE_MAX_UPLOAD', 20 * 1024 ** 3, 1)
  },
  /** How long, in minutes, a snapshot of a paused export is held. */
  get snapshotMinutes() {
    return number('QUAYSIDE_SNAPSHOT_MINUTES', 60, 0)
  },
}
