import type { Converter } from '#engine/numbers.ts'

/** The months in the five languages and English, without accents; three letters of a name are enough where they tell. */
const MONTHS = [
  'janvier gennaio janeiro enero januar janner january',
  'fevrier febbraio fevereiro febrero februar february',
  'mars marzo marco marz mrz march',
  'avril aprile abril april',
  'mai maggio maio mayo may',
  'juin giugno junho junio juni june',
  'juillet luglio julho julio juli july',
  'aout agosto august',
  'septembre settembre setembro septiembre setiembre september',
  'octobre ottobre outubro octubre oktober october',
  'novembre novembro noviembre november',
  'decembre dicembre dezembro diciembre dezember december',
].map((names) => names.split(' '))

const REST = '(?<rest>(?:[T ,].*)?)$'
const ORDERS = [
  // 12 mars 2026, 1er mars 2026, 12. März 2026, 12 de março de 2026, 12-MAR-26
  String.raw`^(?<day>\d{1,2})(?:\.|er|[º°])?[ ./-]*(?:de |d[’'])?(?<name>\p{L}{3,})\.?(?: de| del)?[ ,./-]+(?<year>\d{4}|\d{2})${REST}`,
  // March 12, 2026
  String.raw`^(?<name>\p{L}{3,})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})${REST}`,
  // 2026-Mar-12
  String.raw`^(?<year>\d{4})[ ./-](?<name>\p{L}{3,})\.?[ ./-](?<day>\d{1,2})${REST}`,
].map((pattern) => new RegExp(pattern, 'u'))

/** Two-digit years up to this one are of this century, as where months are numbers. */
const CENTURY_TURN = 49
/** Longer values are no dates. */
const LONGEST = 60

/** The date with its month as a number, year first; undefined where no month is named. */
export function withMonthNumber(value: string): string | undefined {
  if (value.length > LONGEST || !/\p{L}{3}/u.test(value)) return undefined
  for (const order of ORDERS) {
    const { day = '', name = '', year = '', rest = '' } = order.exec(value)?.groups ?? {}
    const month = monthOf(name)
    if (month === 0) continue
    const fullYear = year.length === 4 ? year : `${Number(year) <= CENTURY_TURN ? 20 : 19}${year}`
    return `${fullYear}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
  }
  return undefined
}

/** From 1; 0 where the name is none, or could be that of more than one. */
function monthOf(name: string): number {
  if (name.length < 3) return 0
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
  const found = MONTHS.flatMap((names, index) => (names.some((full) => full.startsWith(plain)) ? [index + 1] : []))
  return found.length === 1 ? (found[0] as number) : 0
}

/** Reads dates as `read` does, and those whose month is named. */
export function orMonthNames(read: Converter): Converter {
  return (source, from, to, output) => {
    const start = output.at
    const refusal = read(source, from, to, output)
    if (refusal === null || to - from > LONGEST) return refusal
    const numbered = withMonthNumber(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('utf8'))
    if (numbered === undefined) return refusal
    output.at = start
    return read(Buffer.from(numbered), 0, numbered.length, output)
  }
}
