import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { day, dayAndTime } from '#engine/dates.ts'
import type { Habits } from '#engine/expression.ts'
import { type Make, makeFromExpression, makeFromField } from '#engine/made-value.ts'
import { type Converter, decimalNumber, wholeNumber } from '#engine/numbers.ts'
import { putPlain, putText } from '#engine/output.ts'
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
  convert: Converter | null
  onlyIfEmpty: boolean
  onlyOnInsert: boolean
  keepIfSourceEmpty: boolean
  /** Null where the field is converted as it stands. */
  make: Make | null
  /** A value that does not fit is left empty, with a warning. */
  forgiving: boolean
}

const WHOLE: Record<string, [bigint, bigint]> = {
  smallint: [-32_768n, 32_767n],
  integer: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
}

/** Makes the columns of an import from its mapping and the table as the catalog describes it. */
export function columnsOf(mapping: ColumnMapping[], targets: TargetColumn[]): Column[] {
  return mapping.flatMap((column, index) => {
    const target = targets.find(({ name }) => name === column.target)
    if (!target) return []
    const common = columnFor(target, column)
    const convert = common.textual ? null : converterOf(target.type, column)
    return [{ ...common, index, name: column.name, convert, make: makeFromField(column, index, convert) }]
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
    const make = makeFromExpression(column, mapping, startedAt, (habits) => (common.textual ? null : converterOf(target.type, habits)))
    return [{ ...common, index: -1, name: target.name, convert: null, make }]
  })
}

type Writing = Pick<CalculatedColumn, 'onError' | 'onlyIfEmpty' | 'onlyOnInsert' | 'keepIfSourceEmpty'>

function columnFor(
  { name, type, ...target }: TargetColumn,
  { onError, onlyIfEmpty = false, onlyOnInsert = false, keepIfSourceEmpty = false }: Writing,
) {
  const text = /^(?:text|citext|name|character varying|character)(?:\((\d+)\))?$/.exec(type)
  // Where an empty value leaves what the table has, the table alone knows whether it is missing.
  const nullable = target.nullable || keepIfSourceEmpty
  const forgiving = onError === 'empty' && nullable
  const limit = Number(text?.[1] ?? 0)
  return { target: name, type, nullable, textual: text !== null, limit, forgiving, onlyIfEmpty, onlyOnInsert, keepIfSourceEmpty }
}

/** Types without a converter here go to Postgres as they are, which reads them or refuses the record. */
function converterOf(type: string, { decimalSign, dateOrder }: Habits): Converter {
  const whole = WHOLE[type]
  if (whole) return wholeNumber(...whole, decimalSign)
  const numeric = /^numeric(?:\((\d+),(-?\d+)\))?$/.exec(type)
  if (numeric) return decimalNumber(limitOf(numeric[1]), limitOf(numeric[2]), decimalSign, { exponent: numeric[1] === undefined })
  if (type === 'real' || type === 'double precision') return decimalNumber(null, null, decimalSign, { exponent: true })
  if (type === 'date') return day(dateOrder)
  if (/^timestamp(\(\d\))? without time zone$/.test(type)) return dayAndTime(dateOrder, { zone: false })
  if (/^timestamp(\(\d\))? with time zone$/.test(type)) return dayAndTime(dateOrder, { zone: true })
  if (type === 'boolean') return yesOrNo
  if (type === 'uuid') return uuid
  return asItIs
}

const limitOf = (digits: string | undefined) => (digits === undefined ? null : Number(digits))

const asItIs: Converter = (source, from, to, output) => {
  putText(output, source, from, to)
  return null
}

const BOOLEANS = new Map([...TRUE_WORDS.map((word) => [word, 116] as const), ...FALSE_WORDS.map((word) => [word, 102] as const)])

const yesOrNo: Converter = (source, from, to, output) => {
  if (to - from > 20) return 'not_a_boolean'
  const word = Buffer.from(source.buffer, source.byteOffset + from, to - from)
    .toString('utf8')
    .toLowerCase()
  const letter = BOOLEANS.get(word)
  if (letter === undefined) return 'not_a_boolean'
  output.bytes[output.at++] = letter
  return null
}

const UUID = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i

const uuid: Converter = (source, from, to, output) => {
  if (to - from > 38 || !UUID.test(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('latin1'))) return 'not_a_uuid'
  putPlain(output, source, from, to)
  return null
}
