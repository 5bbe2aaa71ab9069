import {
  BACKSLASH,
  BROKEN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipBlank,
  skipValue,
} from '#engine/formats/json-value.ts'
import { ESCAPED, type Fields, PLAIN, QUOTED, TYPED } from '#engine/reader.ts'
import { storable } from '#jobs/storable.ts'

/** The columns' names, as they stand in an object and by their position. */
export type Names = { bytes: Buffer[]; index: Map<string, number> }

export const namesOf = (names: string[]): Names => ({
  bytes: names.map((name) => Buffer.from(name)),
  index: new Map(names.map((name, index) => [name, index])),
})

const NOT_AN_OBJECT = { code: 'not_an_object' } as const
const INVALID = { code: 'invalid_characters' } as const

/**
 * Cuts the object at `from` into fields, in the order of the names. What it lacks is no value; of a member that comes twice the
 * last counts.
 * @returns where the value ends; MORE or BROKEN where it is no whole one, and then the fields mean nothing
 */
export function cutObject(bytes: Uint8Array, from: number, end: number, names: Names, fields: Fields): number {
  const width = fields.starts.length
  begin(fields, bytes, width)
  for (let i = 0; i < width; i += 1) putNothing(fields, i, from)
  if (bytes[from] !== OPEN_BRACE) {
    refuse(fields, NOT_AN_OBJECT)
    return skipValue(bytes, from, end)
  }
  let at = skipBlank(bytes, from + 1, end)
  let expected = 0
  if (bytes[at] === CLOSE_BRACE) return at + 1
  while (at < end && bytes[at] === QUOTE) {
    const name = at + 1
    const nameEnd = skipValue(bytes, at, end) - 1
    if (nameEnd < name) return BROKEN
    at = skipBlank(bytes, nameEnd + 1, end)
    if (bytes[at] !== COLON) return BROKEN
    at = skipBlank(bytes, at + 1, end)
    const valueEnd = skipValue(bytes, at, end)
    if (valueEnd < 0) return BROKEN
    const index = position(bytes, name, nameEnd, names, expected)
    if (index >= 0) {
      putValue(bytes, at, valueEnd, fields, index)
      expected = index + 1
    } else {
      refuse(fields, { code: 'unknown_field', params: { field: textOf(bytes, name, nameEnd).slice(0, 200) } })
    }
    at = skipBlank(bytes, valueEnd, end)
    if (bytes[at] === CLOSE_BRACE && at < end) {
      spellOut(bytes, from, at + 1, fields)
      return at + 1
    }
    if (bytes[at] !== COMMA) return BROKEN
    at = skipBlank(bytes, at + 1, end)
  }
  return BROKEN
}

/** The names of an object's members, in their order. */
export function* memberNames(bytes: Uint8Array, from: number, end: number): Generator<string> {
  let at = skipBlank(bytes, from + 1, end)
  while (bytes[at] !== CLOSE_BRACE) {
    const nameEnd = skipValue(bytes, at, end)
    yield textOf(bytes, at + 1, nameEnd - 1)
    at = skipBlank(bytes, skipBlank(bytes, nameEnd, end) + 1, end)
    at = skipBlank(bytes, skipValue(bytes, at, end), end)
    if (bytes[at] === COMMA) at = skipBlank(bytes, at + 1, end)
  }
}

/**
 * Cuts the list at `from` into fields, by position.
 * @param padded values that are left out at the end are none
 * @returns as `cutObject`
 */
export function cutArray(bytes: Uint8Array, from: number, end: number, fields: Fields, { padded }: { padded: boolean }): number {
  const width = fields.starts.length
  begin(fields, bytes, 0)
  if (bytes[from] !== OPEN_BRACKET) {
    refuse(fields, NOT_AN_OBJECT)
    return skipValue(bytes, from, end)
  }
  let at = skipBlank(bytes, from + 1, end)
  let count = 0
  while (at < end && bytes[at] !== CLOSE_BRACKET) {
    if (count > 0) {
      if (bytes[at] !== COMMA) return BROKEN
      at = skipBlank(bytes, at + 1, end)
    }
    const valueEnd = skipValue(bytes, at, end)
    if (valueEnd < 0) return BROKEN
    if (count < width) putValue(bytes, at, valueEnd, fields, count)
    count += 1
    at = skipBlank(bytes, valueEnd, end)
  }
  if (at >= end) return BROKEN
  if (padded) for (; count < width; count += 1) putNothing(fields, count, from)
  if (!fields.refusal) fields.count = count
  spellOut(bytes, from, at + 1, fields)
  return at + 1
}

function begin(fields: Fields, bytes: Uint8Array, count: number): void {
  fields.source = bytes
  fields.count = count
  fields.refusal = null
}

/** The first reason counts. A record that has one is never taken for an empty one, whatever its fields hold. */
function refuse(fields: Fields, refusal: NonNullable<Fields['refusal']>): void {
  fields.refusal ??= refusal
  fields.count = fields.starts.length + 1
}

function putNothing({ starts, ends, kinds }: Fields, index: number, at: number): void {
  starts[index] = at
  ends[index] = at
  kinds[index] = PLAIN
}

function putValue(bytes: Uint8Array, from: number, to: number, fields: Fields, index: number): void {
  const { starts, ends, kinds } = fields
  const first = bytes[from]
  if (first === 110) {
    putNothing(fields, index, from)
    return
  }
  starts[index] = from
  ends[index] = to
  if (first === QUOTE) {
    starts[index] = from + 1
    ends[index] = to - 1
    kinds[index] = QUOTED
    for (let at = from + 1; at < to - 1; at += 1) {
      if (bytes[at] !== BACKSLASH) continue
      kinds[index] = ESCAPED
      at += 1
      if (bytes[at] !== 117) continue
      const unit = hexUnit(bytes, at)
      // Postgres keeps no NUL, and no half of a pair that stands for one character.
      if (isHigh(unit) && bytes[at + 5] === BACKSLASH && bytes[at + 6] === 117 && isLow(hexUnit(bytes, at + 6))) at += 6
      else if (unit === 0 || isHigh(unit) || isLow(unit)) refuse(fields, INVALID)
      at += 4
    }
  } else kinds[index] = first === OPEN_BRACE || first === OPEN_BRACKET ? QUOTED : TYPED
}

/** What the four digits behind the `u` say. */
const hexUnit = (bytes: Uint8Array, at: number) => Number.parseInt(String.fromCharCode(...bytes.subarray(at + 1, at + 5)), 16)
const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** Mostly the name that comes next in the order of the columns. */
function position(bytes: Uint8Array, from: number, to: number, names: Names, expected: number): number {
  const next = names.bytes[expected]
  if (next && next.length === to - from && equals(bytes, from, next)) return expected
  return names.index.get(textOf(bytes, from, to)) ?? -1
}

function equals(bytes: Uint8Array, from: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i += 1) if (bytes[from + i] !== name[i]) return false
  return true
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
  return storable(text.includes(BACKSLASH) ? unescapeJson(text, 0, text.length).toString() : text.toString())
}

/** What a string with escapes in it means; the quotes are left out. */
export function unescapeJson(bytes: Uint8Array, from: number, to: number): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()
  // A tab within a string is one to us, and none to JSON.
  return Buffer.from(JSON.parse(`"${text.replaceAll('\t', '\\t')}"`) as string)
}

/** Longest number that is spelt out, in digits. */
const LONGEST = 400

/** Writes numbers with an exponent without it, since only some types of Postgres read one: `1.5e3` is 1500. */
function spellOut(bytes: Uint8Array, from: number, end: number, fields: Fields): void {
  const { starts, ends, kinds } = fields
  const count = Math.min(fields.count, starts.length)
  const spelt: Buffer[] = []
  for (let i = 0; i < count; i += 1) {
    const shift = spelt.length > 0 ? from : 0
    const [start, stop] = [(starts[i] as number) + shift, (ends[i] as number) + shift]
    if (kinds[i] !== TYPED || !hasExponent(bytes, start, stop)) continue
    const text = withoutExponent(Buffer.from(bytes.subarray(start, stop)).toString('latin1'))
    // The record's bytes come first, and what was spelt out behind them.
    if (spelt.length === 0) {
      for (let j = 0; j < count; j += 1) {
        starts[j] = (starts[j] as number) - from
        ends[j] = (ends[j] as number) - from
      }
      spelt.push(Buffer.from(bytes.subarray(from, end)))
    }
    starts[i] = spelt.reduce((length, part) => length + part.length, 0)
    ends[i] = (starts[i] as number) + text.length
    spelt.push(Buffer.from(text))
  }
  if (spelt.length > 0) fields.source = Buffer.concat(spelt)
}

function hasExponent(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from] as number
  if (first !== 45 && (first < 48 || first > 57)) return false
  for (let at = from + 1; at < to; at += 1) if (bytes[at] === 101 || bytes[at] === 69) return true
  return false
}

/** The same number, digit by digit. */
export function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text) ?? []
  const shift = Number(exponent)
  if (exponent === undefined || Math.abs(shift) > LONGEST) return text
  const digits = whole + fraction
  const point = whole.length + shift
  const padded = point <= 0 ? digits.padStart(digits.length - point + 1, '0') : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at)
  return `${sign}${left}${right === '' ? '' : `.${right}`}`
}
