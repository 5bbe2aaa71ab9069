/** Answers of `skipValue` that are no offset. */
export const MORE = -1
export const BROKEN = -2

export const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58]
export const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [123, 125, 91, 93]

/** Deeper nesting than this is taken for broken. */
const DEEPEST = 200
const inObject = new Uint8Array(DEEPEST)

export const isJsonBlank = (byte: number) => byte === 32 || byte === 9 || byte === 10 || byte === 13

export function skipBlank(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isJsonBlank(bytes[at] as number)) at += 1
  return at
}

/**
 * Where the JSON value that begins at `from` ends; MORE where it goes on behind `end`, BROKEN where it is none. Strict, save for
 * NaN and Infinity, which programs write, and for tabs in strings.
 */
export function skipValue(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0
  let at = from
  for (;;) {
    if (depth > 0) at = skipBlank(bytes, at, end)
    if (at >= end) return MORE
    const byte = bytes[at] as number
    if (byte === QUOTE) at = skipString(bytes, at, end)
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      const object = byte === OPEN_BRACE
      at = skipBlank(bytes, at + 1, end)
      if (at >= end) return MORE
      if (bytes[at] === (object ? CLOSE_BRACE : CLOSE_BRACKET)) at += 1
      else {
        if (depth === DEEPEST) return BROKEN
        inObject[depth++] = object ? 1 : 0
        if (object) at = skipKey(bytes, at, end)
        if (at < 0) return at
        continue
      }
    } else at = skipScalar(bytes, at, end)
    if (at < 0) return at
    for (;;) {
      if (depth === 0) return at
      at = skipBlank(bytes, at, end)
      if (at >= end) return MORE
      const after = bytes[at]
      const object = inObject[depth - 1] === 1
      if (after === COMMA) {
        at = skipBlank(bytes, at + 1, end)
        if (at >= end) return MORE
        if (object) at = skipKey(bytes, at, end)
        if (at < 0) return at
        break
      }
      if (after !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) return BROKEN
      depth -= 1
      at += 1
    }
  }
}

/** Behind a member's name and its colon. */
function skipKey(bytes: Uint8Array, from: number, end: number): number {
  if (bytes[from] !== QUOTE) return BROKEN
  let at = skipString(bytes, from, end)
  if (at < 0) return at
  at = skipBlank(bytes, at, end)
  if (at >= end) return MORE
  return bytes[at] === COLON ? at + 1 : BROKEN
}

/** How many more bytes belong to an escape, by the byte behind its backslash; 0: none such. */
const ESCAPES = new Uint8Array(256)
for (const sign of '"\\/bfnrt') ESCAPES[sign.charCodeAt(0)] = 1
ESCAPES[117] = 5 // u

const isHex = (byte: number) => (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)

function skipString(bytes: Uint8Array, from: number, end: number): number {
  let at = from + 1
  while (at < end) {
    const byte = bytes[at] as number
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) {
      if (at + 1 >= end) return MORE
      const length = ESCAPES[bytes[at + 1] as number] as number
      if (length === 0) return BROKEN
      for (let i = at + 2; i < at + 1 + length; i += 1) {
        if (i >= end) return MORE
        if (!isHex(bytes[i] as number)) return BROKEN
      }
      at += 1 + length
    } else if (byte < 32 && byte !== 9) return BROKEN
    else at += 1
  }
  return MORE
}

const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'].map((word) => Buffer.from(word))

function skipScalar(bytes: Uint8Array, from: number, end: number): number {
  const first = bytes[from] as number
  if (isDigit(first) || (first === 45 && bytes[from + 1] !== 73)) return skipNumber(bytes, from, end)
  for (const word of WORDS) {
    if (word[0] !== first || (first === 45 && from + 1 >= end)) continue
    for (let i = 0; i < word.length; i += 1) {
      if (from + i >= end) return MORE
      if (bytes[from + i] !== word[i]) return BROKEN
    }
    return from + word.length
  }
  return BROKEN
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57

function skipNumber(bytes: Uint8Array, from: number, end: number): number {
  let at = bytes[from] === 45 ? from + 1 : from
  const digits = (start: number) => {
    while (at < end && isDigit(bytes[at])) at += 1
    return at > start ? at : at >= end ? MORE : BROKEN
  }
  const whole = at
  let found = digits(at)
  if (found < 0) return found
  if (bytes[whole] === 48 && at > whole + 1) return BROKEN
  if (at < end && bytes[at] === 46) {
    found = digits(++at)
    if (found < 0) return found
  }
  if (at < end && (bytes[at] === 101 || bytes[at] === 69)) {
    at += 1
    if (at < end && (bytes[at] === 43 || bytes[at] === 45)) at += 1
    found = digits(at)
  }
  return found
}
