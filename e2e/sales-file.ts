import type { Locale } from '#i18n/routing.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { Encoding } from '#jobs/settings.ts'

/** A file as a spreadsheet of that country saves it. */
type Country = {
  encoding: Extract<Encoding, 'utf-8' | 'windows-1252'>
  date: '/' | '.'
  thousands: string
  header: [string, string, string, string]
  name: string
}

const FRANCE: Country = {
  encoding: 'windows-1252',
  date: '/',
  thousands: ' ',
  header: ['Numéro', 'Société', 'Montant', 'Date de vente'],
  name: 'Établissements Lefèvre',
}

/** The files of other countries, by their language; any other language gets the French one. */
const COUNTRIES: Partial<Record<Locale, Country>> = {
  it: {
    encoding: 'windows-1252',
    date: '/',
    thousands: '.',
    header: ['Numero', 'Società', 'Importo', 'Data di vendita'],
    name: 'Caffè Niccolò',
  },
  'pt-BR': {
    encoding: 'utf-8',
    date: '/',
    thousands: '.',
    header: ['Número', 'Razão social', 'Valor', 'Data da venda'],
    name: 'Padaria São João',
  },
  es: {
    encoding: 'windows-1252',
    date: '/',
    thousands: '.',
    header: ['Número', 'Razón social', 'Importe', 'Fecha de venta'],
    name: 'Compañía Núñez',
  },
  de: { encoding: 'utf-8', date: '.', thousands: '.', header: ['Nummer', 'Firma', 'Umsatz', 'Verkauft am'], name: 'Bäckerei Müßig' },
}

/** Where the columns of the file go, in its order. */
export const TARGETS = ['number', 'company', 'amount', 'sold_on'] as const
export const COLUMNS = 'number integer primary key, company varchar(40) not null, amount numeric(10, 2), sold_on date'

export type ExpectedReject = {
  record: number
  /** Of the file's columns; null: the whole record. */
  column: number | null
  value: string | null
  code: RejectReason
  params?: Record<string, string | number>
}

export type SalesFile = {
  content: Buffer
  encoding: Encoding
  header: [string, string, string, string]
  records: number
  rejects: ExpectedReject[]
  /** Of the good records. */
  sum: string
}

const RECORDS = 16_000
const LONG = 'x'.repeat(41)

/** Sales with semicolons, decimal commas and the day first; six of them are bad, each in its own way. */
export function salesFile(locale: Locale): SalesFile {
  const { encoding, date, thousands, header, name } = COUNTRIES[locale] ?? FRANCE
  const rejects: ExpectedReject[] = [
    { record: 1_201, column: 2, value: 'abc', code: 'not_a_number' },
    { record: 1_802, column: 3, value: ['31', '02', '2026'].join(date), code: 'not_a_date' },
    { record: 2_403, column: 1, value: null, code: 'required' },
    { record: 3_004, column: 1, value: LONG, code: 'too_long', params: { length: LONG.length, limit: 40 } },
    { record: 5_605, column: null, value: null, code: 'too_few_fields', params: { expected: 4, found: 2 } },
    { record: 15_906, column: 0, value: '15905', code: 'unique' },
  ]
  const bad = new Map(rejects.map((reject) => [reject.record, reject]))
  const lines = [header.join(';')]
  let cents = 0
  for (let record = 1; record <= RECORDS; record += 1) {
    const amount = 100_000 + record * 7
    const cells = [
      String(record),
      `${name} ${record}`,
      `${Math.floor(amount / 100_000)}${thousands}${String(Math.floor(amount / 100) % 1_000).padStart(3, '0')},${String(amount % 100).padStart(2, '0')}`,
      [String(1 + (record % 28)).padStart(2, '0'), String(1 + (record % 12)).padStart(2, '0'), '2026'].join(date),
    ]
    const reject = bad.get(record)
    if (!reject) cents += amount
    else if (reject.column === null) cells.length = 2
    else cells[reject.column] = reject.value ?? ''
    lines.push(cells.join(';'))
  }
  const text = `${lines.join('\r\n')}\r\n`
  return {
    content: Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1'),
    encoding,
    header,
    records: RECORDS,
    rejects,
    sum: (cents / 100).toFixed(2),
  }
}
