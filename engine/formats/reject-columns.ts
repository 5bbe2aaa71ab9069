import { type Cutter, ESCAPED, type Fields } from '#engine/reader.ts'
import type { FormatKind } from '#jobs/settings.ts'

/**
 * A file of rejects has three columns behind those of the file that it comes from: line, reason, and the record as it stands where
 * it cannot be cut. By their names it is known when it is imported again, in whatever language it was written.
 */
const REJECT_COLUMNS = 3
const SIGN = ' (Quayside)'

/** The name of such a column. */
export const rejectColumn = (name: string) => `${name}${SIGN}`

const isRejectFile = (names: string[]) => names.length > REJECT_COLUMNS && names.slice(-REJECT_COLUMNS).every((name) => name.endsWith(SIGN))

/** What a spreadsheet takes for a formula, when it opens a text file (OWASP, CSV injection). */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const NUMBER = /^[+-](?:\d+(?:[.,'’ \u00a0\u202f]\d+)*|[.,]\d+) ?%?$/

/** The text with an apostrophe before it where a spreadsheet would execute it; a number with its sign stays one. */
export const defused = (text: string) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

/**
 * The cutter, which of a file of rejects takes the apostrophes away again that were put there, and refuses the records that are
 * still as they could not be cut: all that such a row has is the record in its last column.
 */
export function cutterOfRejects(cutter: Cutter, names: string[], kind: FormatKind): Cutter {
  if (!isRejectFile(names)) return cutter
  const own = names.length - REJECT_COLUMNS
  const text = kind === 'delimited'
  return {
    ...cutter,
    cut(bytes, from, end, fields, scanned) {
      cutter.cut(bytes, from, end, fields, scanned)
      if (fields.refusal || fields.count !== names.length) return
      if (isUncut(fields, own)) fields.refusal = { code: 'too_few_fields', params: { expected: own, found: 1 } }
      if (!text) return
      for (let i = 0; i < own; i += 1)
        if (fields.kinds[i] !== ESCAPED && isDefused(fields.source, fields.starts[i] as number, fields.ends[i] as number))
          fields.starts[i] = (fields.starts[i] as number) + 1
    },
    unescape(bytes, from, to) {
      const plain = cutter.unescape(bytes, from, to)
      return text && isDefused(plain, 0, plain.length) ? plain.subarray(1) : plain
    },
  }
}

function isUncut({ starts, ends }: Fields, own: number): boolean {
  for (let i = 0; i < own; i += 1) if (ends[i] !== starts[i]) return false
  const last = own + REJECT_COLUMNS - 1
  return ends[last] !== starts[last]
}

const APOSTROPHE = 39
/** = + - @, tab, CR, LF. */
const SIGNS = new Set([61, 43, 45, 64, 9, 13, 10])
/** ＝ ＋ － ＠ are these bytes after EF BC. */
const WIDE_SIGNS = new Set([0x9d, 0x8b, 0x8d, 0xa0])

function isDefused(bytes: Uint8Array, from: number, to: number): boolean {
  if (from >= to || bytes[from] !== APOSTROPHE) return false
  let at = from
  while (at < to && bytes[at] === APOSTROPHE) at += 1
  if (at >= to) return false
  if (SIGNS.has(bytes[at] as number)) return true
  return bytes[at] === 0xef && bytes[at + 1] === 0xbc && at + 2 < to && WIDE_SIGNS.has(bytes[at + 2] as number)
}
