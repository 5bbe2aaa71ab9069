import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { day, dayAndTime } from '#engine/dates.ts'
import { orMonthNames } from '#engine/month-names.ts'
import { type Converter, decimalNumber, wholeNumber } from '#engine/numbers.ts'
import { putPlain, putText } from '#engine/output.ts'
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
  convert: Converter | null
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
    const text = /^(?:text|citext|name|character varying|character)(?:\((\d+)\))?$/.exec(target.type)
    return [
      {
        index,
        name: column.name,
        target: target.name,
        type: target.type,
        nullable: target.nullable,
        textual: text !== null,
        limit: Number(text?.[1] ?? 0),
        convert: text ? null : converterOf(target.type, column),
      },
    ]
  })
}

/** Types without a converter here go to Postgres as they are, which reads them or refuses the record. */
function converterOf(type: string, { decimalSign, dateOrder }: ColumnMapping): Converter {
  const whole = WHOLE[type]
  if (whole) return wholeNumber(...whole, decimalSign)
  const numeric = /^numeric(?:\((\d+),(-?\d+)\))?$/.exec(type)
  if (numeric) return decimalNumber(limitOf(numeric[1]), limitOf(numeric[2]), decimalSign, { exponent: numeric[1] === undefined })
  if (type === 'real' || type === 'double precision') return decimalNumber(null, null, decimalSign, { exponent: true })
  if (type === 'date') return orMonthNames(day(dateOrder))
  if (/^timestamp(\(\d\))? without time zone$/.test(type)) return orMonthNames(dayAndTime(dateOrder, { zone: false }))
  if (/^timestamp(\(\d\))? with time zone$/.test(type)) return orMonthNames(dayAndTime(dateOrder, { zone: true }))
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
