import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { day, dayAndTime, dayAndTimeInBinary, dayInBinary } from '#engine/dates.ts'
import { type Converter, decimalNumber, wholeNumber } from '#engine/numbers.ts'
import { decimalInBinary, floatInBinary, wholeInBinary } from '#engine/numbers-in-binary.ts'
import { putPlain, putText } from '#engine/output.ts'
import { BINARY, type RowFormat, TEXT } from '#engine/row-format.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

/** How one column of the file becomes one column of the table. */
export type Column = {
  /** Position in the file's records. */
  index: number
  name: string
  target: string
  type: string
  nullable: boolean
  /** Whether the empty string is a value of the type; elsewhere `""` means the same as nothing. */
  textual: boolean
  /** Longest text in characters, or 0 for no limit. */
  limit: number
  /** Writes a value as text; null for text itself. */
  convert: Converter | null
  /** Writes a value in binary; null for text itself, undefined where nothing here does it as Postgres would. */
  convertToBinary: Converter | null | undefined
}

/** In binary if that can be done for all columns. */
export const rowFormatOf = (columns: Column[]): RowFormat =>
  columns.every(({ convertToBinary }) => convertToBinary !== undefined) ? BINARY : TEXT

const WHOLE: Record<string, [bigint, bigint, 2 | 4 | 8]> = {
  smallint: [-32_768n, 32_767n, 2],
  integer: [-2_147_483_648n, 2_147_483_647n, 4],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n, 8],
}

/** Makes the columns of an import from its mapping and the table as the catalog describes it. */
export function columnsOf(mapping: ColumnMapping[], targets: TargetColumn[]): Column[] {
  return mapping.flatMap((column, index) => {
    const target = targets.find(({ name }) => name === column.target)
    if (!target) return []
    const text = /^(?:text|citext|name|character varying|character)(?:\((\d+)\))?$/.exec(target.type)
    const converters = text
      ? // Postgres cuts a name that is too long, but not in binary.
        { convert: null, convertToBinary: target.type === 'name' ? undefined : null }
      : convertersOf(target, column)
    return [
      {
        index,
        name: column.name,
        target: target.name,
        type: target.type,
        nullable: target.nullable,
        textual: text !== null,
        limit: Number(text?.[1] ?? 0),
        ...converters,
      },
    ]
  })
}

/** Types without a converter here go to Postgres as they are, which reads them or refuses the record. */
function convertersOf(
  { type, isEnum }: TargetColumn,
  { decimalSign, dateOrder }: ColumnMapping,
): Pick<Column, 'convert' | 'convertToBinary'> {
  const whole = WHOLE[type]
  if (whole) {
    const convert = wholeNumber(whole[0], whole[1], decimalSign)
    return { convert, convertToBinary: wholeInBinary(whole[2], convert) }
  }
  const numeric = /^numeric(?:\((\d+),(-?\d+)\))?$/.exec(type)
  if (numeric) {
    const [precision, scale] = [limitOf(numeric[1]), limitOf(numeric[2])]
    const convert = decimalNumber(precision, scale, decimalSign, { exponent: precision === null })
    return { convert, convertToBinary: decimalInBinary(precision, scale, decimalSign, convert) }
  }
  if (type === 'real' || type === 'double precision') {
    const convert = decimalNumber(null, null, decimalSign, { exponent: true })
    return { convert, convertToBinary: floatInBinary(type === 'real' ? 4 : 8, decimalSign, convert) }
  }
  if (type === 'date') return { convert: day(dateOrder), convertToBinary: dayInBinary(dateOrder) }
  const moment = /^timestamp(?:\(\d\))? (with|without) time zone$/.exec(type)
  if (moment) {
    const zone = moment[1] === 'with'
    return { convert: dayAndTime(dateOrder, { zone }), convertToBinary: dayAndTimeInBinary(dateOrder, { zone }) }
  }
  if (type === 'boolean') return { convert: yesOrNo, convertToBinary: yesOrNoInBinary }
  if (type === 'uuid') return { convert: uuid, convertToBinary: uuidInBinary }
  // The text itself is what both formats hold, one of them behind its version.
  if (type === 'json' || isEnum) return { convert: asItIs, convertToBinary: bytesAsTheyAre }
  if (type === 'jsonb') return { convert: asItIs, convertToBinary: jsonb }
  return { convert: asItIs, convertToBinary: undefined }
}

const limitOf = (digits: string | undefined) => (digits === undefined ? null : Number(digits))

const asItIs: Converter = (source, from, to, output) => {
  putText(output, source, from, to)
  return null
}

const bytesAsTheyAre: Converter = (source, from, to, output) => {
  putPlain(output, source, from, to)
  return null
}

const jsonb: Converter = (source, from, to, output) => {
  output.bytes[output.at++] = 1
  return bytesAsTheyAre(source, from, to, output)
}

const BOOLEANS = new Map([...TRUE_WORDS.map((word) => [word, true] as const), ...FALSE_WORDS.map((word) => [word, false] as const)])

function booleanOf(source: Uint8Array, from: number, to: number): boolean | undefined {
  if (to - from > 20) return undefined
  const word = Buffer.from(source.buffer, source.byteOffset + from, to - from)
    .toString('utf8')
    .toLowerCase()
  return BOOLEANS.get(word)
}

const yesOrNo: Converter = (source, from, to, output) => {
  const value = booleanOf(source, from, to)
  if (value === undefined) return 'not_a_boolean'
  output.bytes[output.at++] = value ? 116 : 102
  return null
}

const yesOrNoInBinary: Converter = (source, from, to, output) => {
  const value = booleanOf(source, from, to)
  if (value === undefined) return 'not_a_boolean'
  output.bytes[output.at++] = value ? 1 : 0
  return null
}

const UUID =
  /^(?:[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\{[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\})$/i

function uuidOf(source: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > 38) return undefined
  const text = Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('latin1')
  return UUID.test(text) ? text : undefined
}

const uuid: Converter = (source, from, to, output) => {
  if (uuidOf(source, from, to) === undefined) return 'not_a_uuid'
  putPlain(output, source, from, to)
  return null
}

const uuidInBinary: Converter = (source, from, to, output) => {
  const text = uuidOf(source, from, to)
  if (text === undefined) return 'not_a_uuid'
  output.at += output.bytes.write(text.replace(/[-{}]/g, ''), output.at, 'hex')
  return null
}
