import type { SchemaElement, SchemaTree } from 'hyparquet'
import { parseFloat16 } from 'hyparquet/src/convert.js'
import { withoutExponent } from '#engine/formats/cut-json.ts'
import { skipValue } from '#engine/formats/json-value.ts'

/** Writes a value as JSON, exactly: digits as they are, days and times as ISO text, bytes in hexadecimal. */
export type ToJson = (value: unknown) => string

/** @param node of the schema, as the file has it */
export function toJsonOf(node: SchemaTree): ToJson {
  const { children, element } = node
  if (children.length === 0) return orList(element, orNull(leafOf(element)))
  const only = children[0] as SchemaTree
  if (element.converted_type === 'LIST' && children.length === 1 && only.element.repetition_type === 'REPEATED') {
    // Three levels, or two where the repeated one is the element itself.
    const item = only.children.length === 1 ? toJsonOf(only.children[0] as SchemaTree) : toJsonOf({ ...only, element: once(only.element) })
    return orNull((value) => listOf(value, item))
  }
  if (element.converted_type === 'MAP' && children.length === 1 && only.children.length === 2) {
    const item = toJsonOf(only.children[1] as SchemaTree)
    return orNull((value) => objectOf(value, () => item))
  }
  const members = new Map(children.map((child) => [child.element.name, toJsonOf(child)]))
  return orList(
    element,
    orNull((value) => objectOf(value, (name) => members.get(name) ?? JSON.stringify)),
  )
}

const once = (element: SchemaElement): SchemaElement => ({ ...element, repetition_type: 'REQUIRED' })

const orNull =
  (write: ToJson): ToJson =>
  (value) =>
    value === null || value === undefined ? 'null' : write(value)

const orList = ({ repetition_type }: SchemaElement, write: ToJson): ToJson =>
  repetition_type === 'REPEATED' ? (value) => listOf(value, write) : write

const listOf = (value: unknown, item: ToJson) => `[${Array.from(value as Iterable<unknown>, item).join(',')}]`

const objectOf = (value: unknown, item: (name: string) => ToJson) =>
  `{${Object.entries(value as object)
    .map(([name, member]) => `${JSON.stringify(name)}:${item(name)(member)}`)
    .join(',')}}`

const UNITS = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const

function leafOf(element: SchemaElement): ToJson {
  const { type, converted_type: converted, logical_type: logical } = element
  if (isJson(element)) return (value) => (isJsonText(value as string) ? (value as string) : JSON.stringify(value))
  if (isText(element)) return JSON.stringify
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0)
    return (value) => decimalText(wholeOf(value), scale)
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => quoted(dayText(Number(value)))
  if (logical?.type === 'TIMESTAMP') return timestamp(UNITS[logical.unit], logical.isAdjustedToUTC)
  if (converted === 'TIMESTAMP_MILLIS') return timestamp(UNITS.MILLIS, true)
  if (converted === 'TIMESTAMP_MICROS') return timestamp(UNITS.MICROS, true)
  // What Hive and Spark wrote before; it names no zone.
  if (type === 'INT96') return timestamp(UNITS.NANOS, false)
  if (logical?.type === 'TIME') return (value) => quoted(clock(BigInt(value as number), UNITS[logical.unit]))
  if (converted === 'TIME_MILLIS') return (value) => quoted(clock(BigInt(value as number), UNITS.MILLIS))
  if (converted === 'TIME_MICROS') return (value) => quoted(clock(BigInt(value as number), UNITS.MICROS))
  if (logical?.type === 'UUID') return (value) => quoted(uuidText(value as Uint8Array))
  if (logical?.type === 'FLOAT16') return (value) => numberJson(parseFloat16(value as Uint8Array) ?? Number.NaN)
  const unsigned = converted?.startsWith('UINT_') || (logical?.type === 'INTEGER' && !logical.isSigned)
  if (type === 'INT64') return unsigned ? (value) => String(BigInt.asUintN(64, value as bigint)) : String
  if (type === 'INT32') return unsigned ? (value) => String((value as number) >>> 0) : String
  if (type === 'FLOAT') return (value) => numberJson(shortest(value as number))
  if (type === 'DOUBLE') return (value) => numberJson(value as number)
  if (type === 'BOOLEAN') return String
  return (value) => quoted(`\\\\x${Buffer.from(value as Uint8Array).toString('hex')}`)
}

export const isJson = ({ converted_type, logical_type }: SchemaElement) => converted_type === 'JSON' || logical_type?.type === 'JSON'

export const isText = (element: SchemaElement) =>
  isJson(element) ||
  ['UTF8', 'ENUM'].includes(element.converted_type ?? '') ||
  ['STRING', 'ENUM'].includes(element.logical_type?.type ?? '')

function isJsonText(text: string): boolean {
  const bytes = Buffer.from(text)
  return !text.includes('\n') && skipValue(bytes, 0, bytes.length) === bytes.length
}

/** For text that needs no escapes. */
const quoted = (text: string) => `"${text}"`

/** A whole number as bytes, the highest first, or as it is. */
function wholeOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number)
  if (value.length === 0) return 0n
  return BigInt.asIntN(8 * value.length, BigInt(`0x${Buffer.from(value).toString('hex')}`))
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const DAY_SECONDS = 86_400n

const timestamp = (unit: bigint, utc: boolean): ToJson => {
  const perDay = DAY_SECONDS * unit
  const offset = utc ? '+00' : ''
  // Values of one day mostly follow each other.
  let shown: number | undefined
  let [day, era = '']: string[] = []
  return (value) => {
    const ticks = value as bigint
    const time = ((ticks % perDay) + perDay) % perDay
    const days = Number((ticks - time) / perDay)
    if (days !== shown) [day, era = ''] = dayText(days).split(' ')
    shown = days
    return `"${day} ${clock(time, unit)}${offset}${era && ` ${era}`}"`
  }
}

/** @param days since 1970 */
function dayText(days: number): string {
  const date = new Date(days * 86_400_000)
  const year = date.getUTCFullYear()
  // Beyond what a calendar here can tell.
  if (Number.isNaN(year)) return days > 0 ? 'infinity' : '-infinity'
  const two = (value: number) => String(value).padStart(2, '0')
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0')
  return `${shown}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}${year > 0 ? '' : ' BC'}`
}

/** @param ticks within a day */
function clock(ticks: bigint, unit: bigint): string {
  // A day has fewer nanoseconds than a double can count.
  const [all, per] = [Number(ticks), Number(unit)]
  const seconds = Math.floor(all / per)
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
  const whole = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const rest = all % per
  return rest === 0
    ? whole
    : `${whole}.${String(per + rest)
        .slice(1)
        .replace(/0+$/, '')}`
}

/** The fewest digits that name a number of single precision. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value
}

function numberJson(value: number): string {
  if (Object.is(value, -0)) return '-0'
  const text = String(value)
  return text.includes('e') ? withoutExponent(text) : text
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
