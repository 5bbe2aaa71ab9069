import type { RejectReason } from '#jobs/reject.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'
import type { Random } from '#torture/random.ts'
import type { ColumnType } from '#torture/random-table.ts'

export type Writing = { decimalSign: DecimalSign; dateOrder: DateOrder }

const WORDS = [
  'Été',
  'naïve',
  'Müller',
  'señor',
  '12 €',
  'a',
  'O’Neil',
  "d'Arc",
  'lorem ipsum',
  'x;y',
  'a,b',
  'c|d',
  '"quoted"',
  'two\nlines',
  'ß',
  'back\\slash',
]

/** A value that fits the column, as the file writes it. */
export function goodValue(random: Random, type: ColumnType, { decimalSign, dateOrder }: Writing): string {
  switch (type) {
    case 'text':
      return Array.from({ length: random.int(1, 4) }, () => random.pick(WORDS)).join(' ')
    case 'character varying(12)':
      return random.pick(WORDS)
    case 'integer':
      return String(random.int(-2_000_000, 2_000_000))
    case 'bigint':
      return String(random.int(-9_000_000_000_000, 9_000_000_000_000))
    case 'numeric(10,2)':
      return `${random.int(-99_999_999, 99_999_999)}${decimalSign}${String(random.int(0, 99)).padStart(2, '0')}`
    case 'double precision':
      return `${random.int(-999, 999)}${decimalSign}${random.int(0, 9999)}`
    case 'date':
      return day(random, dateOrder)
    case 'timestamp':
      return `${day(random, dateOrder)} ${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`
    case 'boolean':
      return random.pick(['true', 'false', '1', '0', 'yes', 'no'])
    case 'uuid':
      return Array.from({ length: 32 }, () => random.int(0, 15).toString(16))
        .join('')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
}

const two = (number: number) => String(number).padStart(2, '0')

function day(random: Random, order: DateOrder): string {
  const [y, m, d] = [random.int(1950, 2030), two(random.int(1, 12)), two(random.int(1, 28))]
  return order === 'ymd' ? `${y}-${m}-${d}` : order === 'dmy' ? `${d}.${m}.${y}` : `${m}/${d}/${y}`
}

/** A value that does not fit the column, and the reason that the import is to give; null where the type takes anything. */
export function badValue(random: Random, type: ColumnType, { decimalSign, dateOrder }: Writing): [string, RejectReason] | null {
  switch (type) {
    case 'text':
      return null
    case 'character varying(12)':
      return ['longer than twelve characters', 'too_long']
    case 'integer':
      return random.pick<[string, RejectReason]>([
        ['x12', 'not_a_whole_number'],
        ['99999999999', 'out_of_range'],
      ])
    case 'bigint':
      return random.pick<[string, RejectReason]>([
        ['12b', 'not_a_whole_number'],
        ['99999999999999999999', 'out_of_range'],
      ])
    case 'numeric(10,2)':
      return random.pick<[string, RejectReason]>([
        ['abc', 'not_a_number'],
        [`12${decimalSign}345`, 'too_many_decimals'],
        [`123456789${decimalSign}00`, 'out_of_range'],
      ])
    case 'double precision':
      return ['abc', 'not_a_number']
    case 'date':
    case 'timestamp':
      return [dateOrder === 'ymd' ? '2020-02-31' : dateOrder === 'dmy' ? '31.02.2020' : '02/31/2020', 'not_a_date']
    case 'boolean':
      return ['perhaps', 'not_a_boolean']
    case 'uuid':
      return ['no-uuid', 'not_a_uuid']
  }
}
