import { type FileHandle, open } from 'node:fs/promises'
import { isBlankLine } from '#engine/blank.ts'
import { Problem } from '#engine/problem.ts'
import { CR, type Cutter, LF, lineEndAt, newScanned, RECORD_LIMIT } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

export type PlannedChunk = {
  /** From 1. */
  number: number
  startByte: number
  endByte: number
  firstRecord: number
  firstLine: number
  records: number
}

/** What stands around the records, and was not taken for one. */
export type Planned = {
  total: number
  /** Lines behind the records that belong to something else: another table, or a footer. */
  leftOut: { line: number; lines: number } | null
}

/** A chunk holds whole records, about this many bytes or records of them, whichever is reached first. */
const CHUNK_BYTES = 4 * 1024 * 1024
const CHUNK_RECORDS = 65_536
const WINDOW = CHUNK_BYTES + 2 * RECORD_LIMIT

/** After so many records that could not be passed over, so many are looked at: others may be like them. */
const IN_VAIN = 4
const LOOKED_AT = 200

/** Blank lines that may stand around and below a footer. */
const HELD_BLANK = 1000

type Held = { at: number; next: number; line: number; blank: boolean }

export type Layout = Pick<FileFormat, 'preamble' | 'header' | 'footer' | 'until'> & {
  /** Where the records begin, behind a byte order mark and what opens a list of them, and the line of that. */
  start: number
  line?: number
}

/**
 * Reads a UTF-8 text once to count its records (empty lines are records too, the header is none) and to cut it into chunks,
 * always the same ones.
 * @param breathe called between windows: lets the caller stop it, and others have their turn
 */
export async function* planChunks(
  path: string,
  cutter: Cutter,
  { start, line: startLine = 1, preamble, header, footer, until }: Layout,
  breathe: () => void | Promise<void>,
): AsyncGenerator<PlannedChunk, Planned> {
  const file = await open(path, 'r')
  try {
    // No larger than the file, and one byte more, so that its end shows: a thousand small files should not take 6 MB each.
    const window = Buffer.allocUnsafe(Math.min(WINDOW, (await file.stat()).size - start + 1))
    const scanned = newScanned()
    let [fileByte, record, line, number] = [start, 1, startLine, 1]
    let filled = 0
    let linesToSkip = preamble
    let rowsToSkip = header
    let chunk: PlannedChunk | undefined
    /** The last records, which are the footer if nothing follows, and the blank ones among them. */
    const held: Held[] = []
    let heldBlank = 0
    let inVain = 0
    let skimFrom = 0
    const skims = cutter.skim !== undefined && footer === 0 && until === 'end'
    for (;;) {
      await breathe()
      filled += await fill(file, window, filled, fileByte)
      const last = filled < window.length
      let at = 0
      for (; linesToSkip > 0 && at < filled; linesToSkip -= 1) {
        const next = nextLine(window, at, filled, last)
        if (next < 0) break
        at = next
        line += 1
      }
      while (linesToSkip === 0 && at < filled) {
        if (skims && chunk && record >= skimFrom) {
          cutter.skim?.(window, at, filled, CHUNK_RECORDS - chunk.records, chunk.startByte + CHUNK_BYTES - fileByte, scanned)
          const { next, lines } = scanned
          inVain = lines === 0 ? inVain + 1 : 0
          if (inVain === IN_VAIN) {
            inVain = 0
            skimFrom = record + LOOKED_AT
          }
          if (lines > 0) {
            chunk.records += lines
            chunk.endByte = fileByte + next
            record += lines
            line += lines
            at = next
            if (isFull(chunk)) {
              yield chunk
              chunk = undefined
              continue
            }
            if (at === filled) break
          }
        }
        cutter.scan(window, at, filled, last, scanned)
        if (!scanned.complete) break
        const { next, lines } = scanned
        const blank = (rowsToSkip > 0 || until === 'empty_line' || footer > 0) && isBlankLine(window, at, next)
        if (rowsToSkip > 0) {
          // Blank lines above the header are not counted: nothing is expected of them.
          if (!blank) rowsToSkip -= 1
        } else if (blank && until === 'empty_line') {
          if (record > 1 || held.length > 0) {
            if (chunk) yield chunk
            // Blank lines at the very end are nothing that is left out.
            return { total: record - 1, leftOut: last && isBlankLine(window, next, filled) ? null : { line, lines: 0 } }
          }
        } else {
          let own: Held | undefined = { at: fileByte + at, next: fileByte + next, line, blank }
          if (footer > 0) {
            held.push(own)
            if (blank) heldBlank += 1
            own = undefined
          }
          // Blank lines below the footer are none of its records; only so many are waited for.
          while (own || held.length - heldBlank > footer || held.length > footer + HELD_BLANK) {
            if (!own) {
              own = held.shift() as Held
              if (own.blank) heldBlank -= 1
            }
            chunk ??= { number: number++, startByte: own.at, endByte: 0, firstRecord: record, firstLine: own.line, records: 0 }
            chunk.records += 1
            chunk.endByte = own.next
            record += 1
            own = undefined
          }
        }
        line += lines
        at = next
        if (chunk && isFull(chunk)) {
          yield chunk
          chunk = undefined
        }
      }
      if (last) {
        if (chunk) yield chunk
        return { total: record - 1, leftOut: held[0] ? { line: held[0].line, lines: line - held[0].line } : null }
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

const isFull = ({ records, startByte, endByte }: PlannedChunk) => records >= CHUNK_RECORDS || endByte - startByte >= CHUNK_BYTES

/** Reads until the window is full or the file is at its end. */
async function fill(file: FileHandle, window: Buffer, filled: number, fileByte: number): Promise<number> {
  let read = 0
  while (filled + read < window.length) {
    const { bytesRead } = await file.read(window, filled + read, window.length - filled - read, fileByte + filled + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return read
}

/** Where the next line begins; -1 if this one goes on behind `end`. Quotes mean nothing here. */
function nextLine(bytes: Uint8Array, from: number, end: number, last: boolean): number {
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === LF) return at + 1
    if (bytes[at] === CR) {
      if (at + 1 === end && !last) return -1
      return at + lineEndAt(bytes, at, end)
    }
  }
  return last ? end : -1
}
