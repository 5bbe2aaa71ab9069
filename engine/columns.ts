import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { day, dayAndTime, dayAndTimeInBinary, dayInBinary, timeInBinary } from '#engine/dates.ts'
import type { Habits } from '#engine/expression.ts'
import { type Make, makeFromExpression, makeFromField } from '#engine/made-value.ts'
import { orMonthNames } from '#engine/month-names.ts'
import { type Converter, type Converters, decimalNumber, wholeNumber } from '#engine/numbers.ts'
import { decimalInBinary, floatInBinary, wholeInBinary } from '#engine/numbers-in-binary.ts'
import { putPlain, putText } from '#engine/output.ts'
import { BINARY, NotBinary, type RowFormat, TEXT } from '#engine/row-format.ts'
import type { CalculatedColumn, ColumnMapping } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

/** How one column of the table is filled. */
export type Column = {
  /** Position in the file's records; -1 where the value is calculated. */
  index: number
  /** What people are told of: the file's name for it, or the table's where the file has none. */
  name: string
  target: string
  type: string
  nullable: boolean
  /** Whether the empty string is a value of the type; elsewhere `""` means the same as nothing. */
  textual: boolean
  /** Longest text in characters, or 0 for no limit. */
  limit: number
  /** Writes a value; null for text itself. */
  convert: Converters | null
  /** The same for values that are numbers by themselves, with a decimal point. */
  typed: Converters | null
  onlyIfEmpty: boolean
  onlyOnInsert: boolean
  /** A row that is there already keeps what it has. */
  alwaysGenerated: boolean
  keepIfSourceEmpty: boolean
  /** The table lets no row be without it, though a record may be. */
  needed: boolean
  /** Null where the field is converted as it stands. */
  make: Make | null
  /** A value that does not fit is left empty, with a warning. */
  forgiving: boolean
  /** Whether its values can be written in binary as Postgres would read them as text. */
  inBinary: boolean
}

/** In binary if that can be done for all columns. */
export const rowFormatOf = (columns: Column[]): RowFormat => (columns.every(({ inBinary }) => inBinary) ? BINARY : TEXT)

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
    const common = columnFor(target, column)
    const convert = convertersFor(common.textual, target, column)
    const typed = convertersFor(common.textual, target, { ...column, decimalSign: '.' })
    return [
      {
        ...common,
        index,
        name: column.name,
        convert,
        typed,
        inBinary: isBinary(target, convert),
        make: makeFromField(column, index, convert, typed),
      },
    ]
  })
}

/**
 * Makes the columns whose values are calculated from those of the file.
 * @param startedAt when the job was started for the first time
 * @throws ExpressionError
 */
export function calculatedColumnsOf(
  calculated: CalculatedColumn[],
  mapping: ColumnMapping[],
  targets: TargetColumn[],
  startedAt: Date,
): Column[] {
  return calculated.flatMap((column) => {
    const target = targets.find(({ name }) => name === column.target)
    if (!target) return []
    const common = columnFor(target, column)
    const convertersWith = (habits: Habits) => convertersFor(common.textual, target, habits)
    const make = makeFromExpression(column, mapping, startedAt, convertersWith)
    const inBinary = isBinary(target, convertersWith({ decimalSign: '.', dateOrder: 'ymd' }))
    return [{ ...common, index: -1, name: target.name, convert: null, typed: null, inBinary, make }]
  })
}

type Writing = Pick<CalculatedColumn, 'onError' | 'onlyIfEmpty' | 'onlyOnInsert' | 'keepIfSourceEmpty'>

function columnFor(
  { name, type, isText = false, alwaysGenerated = false, ...target }: TargetColumn,
  { onError, onlyIfEmpty = false, onlyOnInsert = false, keepIfSourceEmpty = false }: Writing,
) {
  const text = /^(?:text|citext|name|character varying|character)(?:\((\d+)\))?$/.exec(type)
  // Where an empty value leaves what the table has, the table alone knows whether it is missing.
  const nullable = target.nullable || keepIfSourceEmpty
  const forgiving = onError === 'empty' && nullable
  const limit = Number(text?.[1] ?? 0)
  const needed = nullable && !target.nullable
  return {
    target: name,
    type,
    nullable,
    textual: text !== null || isText,
    limit,
    forgiving,
    onlyIfEmpty,
    onlyOnInsert,
    alwaysGenerated,
    keepIfSourceEmpty,
    needed,
  }
}

const convertersFor = (textual: boolean, target: TargetColumn, habits: Habits) => (textual ? null : convertersOf(target, habits))

/** Postgres cuts a name that is too long, but not in binary. */
const isBinary = ({ type }: TargetColumn, convert: Converters | null) => (convert ? convert.binary !== undefined : type !== 'name')

/** Types without a converter here go to Postgres as they are, which reads them or refuses the record. */
function convertersOf({ type, isEnum }: TargetColumn, { decimalSign, dateOrder }: Habits): Converters {
  const whole = WHOLE[type]
  if (whole) {
    const convert = wholeNumber(whole[0], whole[1], decimalSign)
    return { text: convert, binary: wholeInBinary(whole[2], convert) }
  }
  const numeric = /^numeric(?:\((\d+),(-?\d+)\))?$/.exec(type)
  if (numeric) {
    const [precision, scale] = [limitOf(numeric[1]), limitOf(numeric[2])]
    const convert = decimalNumber(precision, scale, decimalSign, { exponent: precision === null })
    return { text: convert, binary: decimalInBinary(precision, scale, decimalSign, convert) }
  }
  if (type === 'real' || type === 'double precision') {
    const convert = decimalNumber(null, null, decimalSign, { exponent: true })
    return { text: convert, binary: floatInBinary(type === 'real' ? 4 : 8, decimalSign, convert) }
  }
  if (type === 'date') return { text: orMonthNames(day(dateOrder)), binary: orMonthNames(dayInBinary(dateOrder)) }
  const moment = /^timestamp(?:\(\d\))? (with|without) time zone$/.exec(type)
  if (moment) {
    const zone = moment[1] === 'with'
    return { text: orMonthNames(dayAndTime(dateOrder, { zone })), binary: orMonthNames(dayAndTimeInBinary(dateOrder, { zone })) }
  }
  if (type === 'boolean') return { text: yesOrNo, binary: yesOrNoInBinary }
  if (type === 'uuid') return { text: uuid, binary: uuidInBinary }
  // The text itself is what both formats hold, one of them behind its version.
  if (type === 'json' || isEnum) return { text: asItIs, binary: bytesAsTheyAre }
  if (type === 'jsonb') return { text: asItIs, binary: jsonb }
  if (type === 'bytea') return { text: asItIs, binary: bytea }
  if (/^time(?:\(\d\))? without time zone$/.test(type)) return { text: asItIs, binary: timeInBinary }
  return { text: asItIs, binary: undefined }
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

/** Written `\x` and hexadecimal digits; the other way to write them is Postgres's to read. */
const bytea: Converter = (source, from, to, output) => {
  const digits = to - from - 2
  if (digits < 0 || digits % 2 !== 0 || source[from] !== 92 || source[from + 1] !== 120) throw new NotBinary()
  const text = Buffer.from(source.buffer, source.byteOffset + from + 2, digits).toString('latin1')
  const written = output.bytes.write(text, output.at, 'hex')
  if (written !== digits / 2) throw new NotBinary()
  output.at += written
  return null
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
