import {
  BACKSLASH,
  BROKEN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isJsonBlank,
  MORE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipBlank,
  skipValue,
} from '#engine/formats/json-value.ts'
import { CR, LF, RECORD_LIMIT, type Scanned } from '#engine/reader.ts'

/**
 * Finds the end of the record at `from`: a JSON value, what separates it from the next one, and for the last one of a list what
 * closes the list. What is no JSON ends where the next value seems to begin (`recover`), and costs no more than itself.
 *
 * A record's end never depends on what follows the next one's start: a chunk cut at a record's end reads the same as the file.
 */
export function scanJson(bytes: Uint8Array, from: number, end: number, last: boolean, out: Scanned): void {
  out.complete = false
  const limit = Math.min(end, from + RECORD_LIMIT)
  const valueEnd = skipValue(bytes, from, limit)
  if (valueEnd === MORE && limit === end && !last) return
  endRecord(bytes, from, valueEnd, end, last, out)
}

/** The same, for whoever knows where the value ends: BROKEN if there is none of at most RECORD_LIMIT bytes. */
export function endRecord(bytes: Uint8Array, from: number, valueEnd: number, end: number, last: boolean, out: Scanned): void {
  const limit = Math.min(end, from + RECORD_LIMIT)
  out.open = false
  out.complete = false
  let next = valueEnd < 0 ? BROKEN : nextValue(bytes, valueEnd, end, last)
  if (next === BROKEN) {
    out.open = true
    next = recover(bytes, from, limit, end, last)
  }
  if (next === MORE) return
  out.complete = true
  out.next = next
  out.lines = countLines(bytes, from, next)
}

/** Where the next value begins behind the one that ends at `from`; BROKEN if something else stands on its line. */
function nextValue(bytes: Uint8Array, from: number, end: number, last: boolean): number {
  let at = skipBlank(bytes, from, end)
  const newLine = hasLineEnd(bytes, from, at)
  const comma = at < end && bytes[at] === COMMA
  if (comma) at = skipBlank(bytes, at + 1, end)
  const closes = at < end && bytes[at] === CLOSE_BRACKET
  if (closes) at = closeList(bytes, at, end, last)
  if (at === MORE || at >= end) return last ? end : MORE
  return closes || comma || newLine || bytes[at] === OPEN_BRACE || bytes[at] === OPEN_BRACKET ? at : BROKEN
}

/** Behind what closes a list and the object that wraps it, with what else that has; what is no part of it is left. */
function closeList(bytes: Uint8Array, from: number, end: number, last: boolean): number {
  let at = skipBlank(bytes, from + 1, end)
  while (at < end && bytes[at] === COMMA) {
    at = skipBlank(bytes, at + 1, end)
    for (const sign of [COLON, 0]) {
      if (at >= end) return at
      const part = sign === COLON && bytes[at] !== QUOTE ? BROKEN : skipValue(bytes, at, end)
      if (part === MORE && !last) return MORE
      if (part < 0) return at
      at = skipBlank(bytes, part, end)
      if (sign !== COLON) continue
      if (at < end && bytes[at] !== COLON) return at
      at = skipBlank(bytes, at + 1, end)
    }
  }
  return at < end && bytes[at] === CLOSE_BRACE ? skipBlank(bytes, at + 1, end) : Math.min(at, end)
}

/**
 * Where to go on behind a record that is broken: where its brackets close, if its quotes and brackets are in order; else at the
 * next line, or behind the next `},`, that seems to begin a record and not a part of this one.
 */
function recover(bytes: Uint8Array, from: number, limit: number, end: number, last: boolean): number {
  const closed = closing(bytes, from, limit)
  const next = closed < 0 ? BROKEN : nextValue(bytes, closed, end, last)
  if (next !== BROKEN) return next
  if (closed === MORE && limit === end && !last) return MORE

  let brackets = 0
  let firstIndent = -1
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at] as number
    if (byte === OPEN_BRACKET) brackets += 1
    else if (byte === CLOSE_BRACKET) brackets -= 1
    else if (byte === CLOSE_BRACE && brackets === 0) {
      let start = skipSpaces(bytes, at + 1, limit)
      if (bytes[start] !== COMMA || start >= limit) continue
      start = skipSpaces(bytes, start + 1, limit)
      if (start < limit && bytes[start] === OPEN_BRACE) return start
    } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) {
      const start = skipSpaces(bytes, at + 1, limit)
      if (start >= limit || bytes[start] === LF || bytes[start] === CR) continue
      const indent = start - at - 1
      const first = firstIndent < 0
      if (first) firstIndent = indent
      const begins = bytes[start] === OPEN_BRACE || bytes[start] === OPEN_BRACKET
      // A line further in than the record's own begins a part of it.
      if (begins && (first || indent === 0 || indent < firstIndent || (indent === firstIndent && brackets === 0))) return start
    }
  }
  if (limit < end || last) return limit
  return MORE
}

/** Where the brackets that open at `from` close, whatever stands between them; BROKEN where a string or a line says otherwise. */
function closing(bytes: Uint8Array, from: number, limit: number): number {
  let depth = 0
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at] as number
    if (byte === QUOTE) {
      for (at += 1; at < limit && bytes[at] !== QUOTE; at += 1) {
        if (bytes[at] === LF || bytes[at] === CR) return BROKEN
        if (bytes[at] === BACKSLASH) at += 1
      }
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1
      if (depth === 0) return at + 1
    } else if (byte === LF && at + 1 < limit && bytes[at + 1] === OPEN_BRACE) return BROKEN
    if (depth <= 0) return BROKEN
  }
  return MORE
}

function skipSpaces(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at += 1
  return at
}

function hasLineEnd(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === LF || bytes[at] === CR) return true
  return false
}

export function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]
    if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) lines += 1
  }
  return lines
}

/**
 * Where the first record begins: behind the bracket of a list, be it the whole file or the member of an object that wraps it,
 * else at the first value. Whatever the file is, from here on one record follows the other.
 * @param last nothing follows these bytes
 */
export function openingOf(head: Uint8Array, last: boolean): number {
  const end = head.length
  const at = skipBlank(head, 0, end)
  if (at >= end) return at
  const list = head[at] === OPEN_BRACKET ? at : head[at] === OPEN_BRACE ? wrappedList(head, at) : -1
  if (list < 0) return at
  const first = skipBlank(head, list + 1, end)
  if (first >= end) return at
  if (head[first] === CLOSE_BRACKET) return Math.max(at, closeList(head, first, end, last))
  // A list of plain values is one record among others: a line of JSON.
  return head[first] === OPEN_BRACE || head[first] === OPEN_BRACKET ? first : at
}

/** The bracket of the first list of records among the members of the object at `from`, unless the object ends before. */
function wrappedList(head: Uint8Array, from: number): number {
  let at = skipBlank(head, from + 1, head.length)
  while (at < head.length && head[at] === QUOTE) {
    at = skipValue(head, at, head.length)
    if (at < 0) return -1
    at = skipBlank(head, at, head.length)
    if (head[at] !== COLON) return -1
    at = skipBlank(head, at + 1, head.length)
    if (head[at] === OPEN_BRACKET && head[skipBlank(head, at + 1, head.length)] === OPEN_BRACE && wrapsAlone(head, from)) return at
    at = skipValue(head, at, head.length)
    if (at < 0) return -1
    at = skipBlank(head, at, head.length)
    if (head[at] !== COMMA) return -1
    at = skipBlank(head, at + 1, head.length)
  }
  return -1
}

/** Whether the object is all there is, as far as the head tells: a line of JSON is followed by others. */
function wrapsAlone(head: Uint8Array, from: number): boolean {
  const end = skipValue(head, from, head.length)
  return end === MORE || end === BROKEN || !hasText(head, end)
}

function hasText(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (!isJsonBlank(bytes[at] as number)) return true
  return false
}
