import { open } from 'node:fs/promises'
import { Problem } from '#engine/problem.ts'
import { type Cuts, RECORD_LIMIT, type Scanned, scanRecord } from '#engine/scan.ts'

export type PlannedChunk = { startByte: number; endByte: number; firstRecord: number; firstLine: number; records: number }
export type Plan = { total: number; chunks: PlannedChunk[] }

/** A chunk holds whole records, about this many bytes or records of them, whichever is reached first. */
const CHUNK_BYTES = 4 * 1024 * 1024
const CHUNK_RECORDS = 65_536
const WINDOW = CHUNK_BYTES + 2 * RECORD_LIMIT

/**
 * Reads a UTF-8 text once to count its records (empty lines are records too, the header is none) and to cut it into chunks.
 * @param breathe called between windows: lets the caller stop it, and others have their turn
 */
export async function planChunks(path: string, cuts: Cuts, breathe: () => void | Promise<void>): Promise<Plan> {
  const file = await open(path, 'r')
  try {
    const window = Buffer.allocUnsafe(WINDOW)
    const scanned: Scanned = { next: 0, lines: 0, complete: false, open: false }
    const chunks: PlannedChunk[] = []
    let [fileByte, record, line] = [0, 1, 1]
    let headerSeen = false
    let filled = 0
    let chunk: PlannedChunk | undefined
    for (;;) {
      await breathe()
      const { bytesRead } = await file.read(window, filled, WINDOW - filled, fileByte + filled)
      filled += bytesRead
      const last = filled < WINDOW
      let at = 0
      while (at < filled) {
        scanRecord(window, at, filled, cuts, last, scanned)
        if (!scanned.complete) break
        if (!headerSeen) {
          // Blank lines above the header are not counted: nothing is expected of them.
          headerSeen = !isBlank(window, at, scanned.next)
        } else {
          chunk ??= { startByte: fileByte + at, endByte: 0, firstRecord: record, firstLine: line, records: 0 }
          chunk.records += 1
          chunk.endByte = fileByte + scanned.next
          record += 1
        }
        line += scanned.lines
        at = scanned.next
        if (chunk && (chunk.records >= CHUNK_RECORDS || chunk.endByte - chunk.startByte >= CHUNK_BYTES)) {
          chunks.push(chunk)
          chunk = undefined
        }
      }
      if (last) {
        if (chunk) chunks.push(chunk)
        return { total: record - 1, chunks }
      }
      if (at === 0) throw new Problem({ code: 'error.line_too_long', params: { line } })
      window.copyWithin(0, at, filled)
      filled -= at
      fileByte += at
    }
  } finally {
    await file.close()
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number
    if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) return false
  }
  return true
}
