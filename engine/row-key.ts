import type { Column } from '#engine/columns.ts'

/** The key of a record that became a row, for comparison with others: equal bytes for what the table takes as equal. */
export type RowKey = (row: Buffer) => { bytes: Uint8Array; tag: number } | null

const [TAB, LF, BACKSLASH, N, ZERO, NINE] = [9, 10, 92, 78, 48, 57]

/**
 * Reads keys out of rows in Postgres's text format; the first key that has no empty part counts.
 * @param keys positions of each key's columns, which are the first of the row
 */
export function rowKey(columns: Column[], keys: number[][]): RowKey {
  const width = widthOf(keys)
  const equals = columns.slice(0, width).map(({ type }) => equalTo(type))
  const parts: (Uint8Array | null)[] = []
  return (row) => {
    let at = 0
    for (let column = 0; column < width; column += 1) {
      let end = at
      while (row[end] !== TAB && row[end] !== LF) end += 1
      const empty = end - at === 2 && row[at] === BACKSLASH && row[at + 1] === N
      parts[column] = empty ? null : (equals[column] as Equal)(row.subarray(at, end))
      at = end + 1
    }
    for (const [tag, key] of keys.entries()) {
      const own = key.flatMap((column) => parts[column] ?? [])
      if (own.length === key.length)
        return { bytes: own.length === 1 ? (own[0] as Uint8Array) : Buffer.concat(own.flatMap((part) => [part, SEPARATOR])), tag }
    }
    return null
  }
}

/** How many columns the keys have together. */
export const widthOf = (keys: number[][]) => Math.max(...keys.flat()) + 1

const SEPARATOR = Buffer.from('\t')

type Equal = (value: Buffer) => Uint8Array

/** Values that the table takes as equal may be written differently: `7` and `007`, `1.5` and `1.50`. */
function equalTo(type: string): Equal {
  if (/^(?:smallint|integer|bigint)$/.test(type)) return (value) => (isPlain(value) ? value : plainNumber(value))
  if (/^(?:numeric|real|double precision)/.test(type)) return plainNumber
  if (type.startsWith('timestamp')) return plainMoment
  if (type === 'uuid') return (value) => Buffer.from(value.toString('latin1').toLowerCase().replace(/[{}-]/g, ''))
  if (/(?:^|\.)citext$/.test(type)) return (value) => Buffer.from(value.toString('utf8').toLowerCase())
  if (type.startsWith('character(')) return (value) => Buffer.from(value.toString('utf8').trimEnd())
  return (value) => value
}

const isPlain = ([first = 0]: Buffer) => first > ZERO && first <= NINE

function plainNumber(value: Buffer): Uint8Array {
  const text = value.toString('latin1')
  const [all, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text) ?? []
  if (all === undefined || whole + fraction === '') return value
  const point = whole.length + Number(exponent)
  const digits = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(point, '0')
  const at = Math.max(0, point)
  const [before, after] = [digits.slice(0, at).replace(/^0+/, '') || '0', digits.slice(at).replace(/0+$/, '')]
  const plain = after === '' ? before : `${before}.${after}`
  return Buffer.from(plain === '0' ? '0' : sign + plain)
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(?:([+-])(\d\d):(\d\d))?)?$/

/** The same moment by another clock, or with its midnight written out. */
function plainMoment(value: Buffer): Uint8Array {
  const [, day, time = '00:00:00', fraction = '', sign = '+', hours = '0', minutes = '0'] = MOMENT.exec(value.toString('latin1')) ?? []
  const local = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(local)) return value
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return Buffer.from(`${sign === '-' ? local + offset : local - offset} ${fraction}`)
}
