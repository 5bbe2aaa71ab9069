import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Installation } from '#torture/installation.ts'

/** Its size in megabytes: enough for the tables of the imports that run at the same time. */
const SIZE = 192

export type SmallDisk = {
  path: string
  tablespace: string
  /** Makes room: a server whose recovery needs more than there is would never come back. */
  widen: () => void
  remove: () => void
}

/** A disk in memory with a tablespace on it, or why there is none: mounting is for root on Linux. */
export async function smallDisk({ connection, server }: Installation, dir: string): Promise<SmallDisk | string> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may mount a disk'
  const path = join(dir, 'small-disk')
  await mkdir(path)
  const { uid, gid } = await stat(server().dir)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}m,uid=${uid},gid=${gid},mode=0755`, 'tmpfs', path], {
    encoding: 'utf8',
  })
  if (mounted.status !== 0) return `no disk can be mounted: ${mounted.stderr.trim()}`
  let size = SIZE
  const widen = () => {
    size *= 2
    spawnSync('mount', ['-o', `remount,size=${size}m`, path])
  }
  const remove = () => void spawnSync('umount', ['-l', path])
  try {
    const tables = join(path, 'tables')
    spawnSync('install', ['-d', '-o', String(uid), '-g', String(gid), '-m', '0700', tables])
    chmodSync(path, 0o755)
    await connection.sql.unsafe(`create tablespace small location '${tables}'`)
    return { path, tablespace: 'small', widen, remove }
  } catch (error) {
    remove()
    throw error
  }
}
