// Makes the example files and expected.json, always the same: node examples/generate.ts
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomNumbers } from '#bench/records.ts'
import type { RejectReason } from '#jobs/reject.ts'
import { type Encoding, type FileFormat, fileFormat } from '#jobs/settings.ts'
import { DE, ES, FR, IT, PT } from './words.ts'

const SEED = 20_261_122

/** One record that the import has to refuse: which, why, for which column, and what is done to a good one. */
type Spoilt = { at: number; reason: RejectReason; column?: string; value?: string; keyOf?: number; add?: string[]; drop?: number }

type Example = {
  file: string
  format: FileFormat
  bom: boolean
  header: string[]
  records: number
  make: (number: number, random: Random) => string[]
  spoilt: Spoilt[]
  /** Records before which an empty line stands. */
  blankBefore: number[]
}

/** What an import of the file must come to. */
export type Expected = {
  file: string
  format: FileFormat
  /** Records, empty lines among them, the header not. */
  total: number
  success: number
  empty: number
  rejects: Partial<Record<RejectReason, number>>
  /** By the number of the record, from 1, and the line where it begins, from 1. */
  rejected: { record: number; line: number; reason: RejectReason; column: string | null }[]
}

type Random = { below: (limit: number) => number; pick: <T>(list: T[]) => T; oneOf: (times: number) => boolean }

const LINE_END = '\r\n'

const two = (number: number) => String(number).padStart(2, '0')

/** Day, month and year of a day so many days after a first one. */
function dayAfter(first: string, days: number, sign: string): string {
  const day = new Date(Date.parse(first) + days * 86_400_000)
  return [two(day.getUTCDate()), two(day.getUTCMonth() + 1), day.getUTCFullYear()].join(sign)
}

/** An amount with decimal comma, given in its smallest parts. */
function amount(parts: number, thousands: string, decimals = 2): string {
  const digits = String(parts).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals).replace(/\B(?=(?:\d{3})+$)/g, thousands)},${digits.slice(-decimals)}`
}

const plain = (name: string) =>
  name
    .replaceAll('œ', 'oe')
    .normalize('NFKD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()

const clients: Example = {
  file: 'clients.csv',
  format: fileFormat.parse({ encoding: 'windows-1252', separator: ';', quote: '"' }),
  bom: false,
  header: [
    ...['Numéro client', 'Civilité', 'Nom', 'Prénom', 'Société', 'Adresse', 'Code postal', 'Ville', 'Courriel', 'Date de naissance'],
    ...['Encours', 'Actif'],
  ],
  records: 1200,
  make: (number, { below, pick, oneOf }) => {
    const woman = oneOf(2)
    const first = pick(woman ? FR.women : FR.men)
    const name = pick(FR.names)
    const [postcode = '', ...town] = pick(FR.towns).split(' ')
    const street = `${1 + below(120)}${oneOf(9) ? ' bis' : ''}, ${pick(FR.streets)}`
    return [
      String(10_000 + number),
      woman ? 'Mme' : 'M.',
      name,
      first,
      oneOf(3) ? `${pick(FR.firms)} ${oneOf(4) ? `« ${pick(FR.names)} & fils »` : pick(FR.names)}` : '',
      oneOf(12) ? `${street}\nBâtiment ${pick(['A', 'B', 'C'])}` : street,
      postcode,
      town.join(' '),
      oneOf(6) ? '' : `${plain(first)}.${plain(name)}${number}@example.fr`,
      oneOf(8) ? '' : dayAfter('1948-01-01', below(20_000), '/'),
      amount(oneOf(5) ? 0 : below(900_000), '\u00a0'),
      oneOf(7) ? 'non' : 'oui',
    ]
  },
  spoilt: [
    { at: 87, reason: 'not_a_date', column: 'Date de naissance', value: '31/02/1985' },
    { at: 154, reason: 'required', column: 'Nom', value: '' },
    { at: 311, reason: 'not_a_number', column: 'Encours', value: 'à vérifier' },
    { at: 402, reason: 'too_long', column: 'Code postal', value: '67 000' },
    { at: 489, reason: 'too_many_fields', add: ['à rappeler'] },
    { at: 573, reason: 'unique', keyOf: 214 },
    { at: 640, reason: 'check', column: 'Civilité', value: 'Dr' },
    { at: 777, reason: 'too_few_fields', drop: 2 },
    { at: 858, reason: 'not_a_date', column: 'Date de naissance', value: '12/13/1979' },
    { at: 993, reason: 'check', column: 'Encours', value: '-45,00' },
    { at: 1104, reason: 'not_a_whole_number', column: 'Numéro client', value: 'C-11104' },
  ],
  blankBefore: [600, 1201],
}

const ordini: Example = {
  file: 'ordini.csv',
  format: fileFormat.parse({ encoding: 'utf-8', separator: ';', quote: '"' }),
  bom: true,
  header: [
    ...['Numero ordine', 'Data ordine', 'Cliente', 'Città', 'Articolo', 'Quantità', 'Prezzo unitario', 'Totale', 'Consegna prevista'],
    ...['Pagato', 'Note'],
  ],
  records: 800,
  make: (number, { below, pick, oneOf }) => {
    const day = Math.floor(number / 4.6)
    const quantity = 1 + below(40)
    const price = 990 + below(120_000)
    return [
      `ORD-26-${String(number).padStart(4, '0')}`,
      dayAfter('2026-01-02', day, '/'),
      oneOf(3) ? `${pick(IT.firms)} ${pick(IT.names)} s.r.l.` : `${pick(IT.people)} ${pick(IT.names)}`,
      pick(IT.towns),
      pick(IT.items),
      String(quantity),
      amount(price, '.'),
      amount(price * quantity, '.'),
      oneOf(6) ? '' : dayAfter('2026-01-02', day + 5 + below(30), '/'),
      oneOf(4) ? 'no' : 'sì',
      oneOf(3) ? pick(IT.remarks) : oneOf(15) ? 'piano terra\nsuonare "Magazzino"' : '',
    ]
  },
  spoilt: [
    { at: 41, reason: 'not_a_date', column: 'Data ordine', value: '31/02/2026' },
    { at: 133, reason: 'not_a_whole_number', column: 'Quantità', value: 'dodici' },
    { at: 222, reason: 'required', column: 'Cliente', value: '' },
    { at: 305, reason: 'unique', keyOf: 120 },
    { at: 388, reason: 'not_a_number', column: 'Prezzo unitario', value: 'gratis' },
    { at: 467, reason: 'too_many_fields', add: ['', 'v. allegato'] },
    { at: 541, reason: 'check', column: 'Quantità', value: '0' },
    { at: 699, reason: 'too_few_fields', drop: 3 },
  ],
  blankBefore: [401],
}

const vendas: Example = {
  file: 'vendas.csv',
  format: fileFormat.parse({ encoding: 'iso-8859-15', separator: ';', quote: '"' }),
  bom: false,
  header: [
    ...[
      'Código da venda',
      'Data da venda',
      'Vendedor',
      'Cliente',
      'Cidade',
      'UF',
      'Produto',
      'Quantidade',
      'Valor unitário',
      'Valor total',
    ],
    ...['Forma de pagamento', 'Observação'],
  ],
  records: 1500,
  make: (number, { below, pick, oneOf }) => {
    const [town = '', state = ''] = pick(PT.towns).split('/')
    const quantity = 1 + below(6)
    const price = 4_990 + 1000 * below(390) + (oneOf(2) ? 0 : 90 - 99)
    return [
      String(700_000 + number * 3),
      dayAfter('2026-01-02', Math.floor(number / 5), '/'),
      pick(PT.sellers),
      `${pick(PT.people)} ${pick(PT.names)}`,
      town,
      state,
      pick(PT.items),
      String(quantity),
      amount(price, '.'),
      amount(price * quantity, '.'),
      pick(PT.payments),
      oneOf(4) ? pick(PT.remarks) : oneOf(25) ? 'endereço novo:\nRua das Flores, 12' : '',
    ]
  },
  spoilt: [
    { at: 68, reason: 'not_a_number', column: 'Valor total', value: 'R$ ???' },
    { at: 190, reason: 'not_a_date', column: 'Data da venda', value: '31/04/2026' },
    { at: 333, reason: 'too_long', column: 'UF', value: 'Goiás' },
    { at: 420, reason: 'required', column: 'Produto', value: '' },
    { at: 512, reason: 'unique', keyOf: 511 },
    { at: 650, reason: 'not_a_whole_number', column: 'Quantidade', value: '2,5' },
    { at: 781, reason: 'too_few_fields', drop: 1 },
    { at: 902, reason: 'too_many_fields', add: ['ver anexo'] },
    { at: 1010, reason: 'check', column: 'Quantidade', value: '-1' },
    { at: 1199, reason: 'not_a_date', column: 'Data da venda', value: 'ontem' },
    { at: 1313, reason: 'required', column: 'Data da venda', value: '' },
    { at: 1450, reason: 'unique', keyOf: 9 },
  ],
  blankBefore: [701, 702],
}

const productos: Example = {
  file: 'productos.txt',
  format: fileFormat.parse({ encoding: 'utf-16le', separator: '\t', quote: '"' }),
  bom: true,
  header: ['Referencia', 'Descripción', 'Categoría', 'Precio', 'IVA', 'Existencias', 'Peso (kg)', 'Fecha de alta', 'Descatalogado'],
  records: 400,
  make: (number, { below, pick, oneOf }) => {
    const [kind, category = ''] = pick(ES.kinds).split('/')
    const [size, grams] = pick(ES.sizes).split('/')
    const maker = pick(ES.makers)
    return [
      `PR-${String(number).padStart(4, '0')}`,
      `${kind} ${oneOf(3) ? `"${maker}"` : maker}, ${size}`,
      category,
      amount(95 + below(15_000), '.'),
      pick(['4,0', '10,0', '21,0']),
      String(below(900)),
      oneOf(7) ? '' : amount(Number(grams) + below(9), '.', 3),
      dayAfter('2019-03-01', below(2600), '-'),
      oneOf(9) ? 'sí' : 'no',
    ]
  },
  spoilt: [
    { at: 33, reason: 'not_a_date', column: 'Fecha de alta', value: '30-02-2024' },
    { at: 97, reason: 'not_a_number', column: 'Precio', value: 'consultar' },
    { at: 150, reason: 'required', column: 'Categoría', value: '' },
    { at: 246, reason: 'unique', keyOf: 12 },
    { at: 318, reason: 'check', column: 'Precio', value: '0,00' },
    { at: 371, reason: 'too_long', column: 'Referencia', value: 'PR-0371-BIS' },
  ],
  blankBefore: [201],
}

const rechnungen: Example = {
  file: 'rechnungen.csv',
  format: fileFormat.parse({ encoding: 'utf-8', separator: ';', quote: '"' }),
  bom: false,
  header: [
    ...['Rechnungs-Nr.', 'Kunden-Nr.', 'Firma', 'Anschrift', 'PLZ', 'Ort', 'Rechnungsdatum', 'Zahlbar bis', 'Nettobetrag', 'MwSt.-Satz'],
    ...['Bruttobetrag', 'Bezahlt', 'Bemerkung'],
  ],
  records: 600,
  make: (number, { below, pick, oneOf }) => {
    const [postcode = '', ...town] = pick(DE.towns).split(' ')
    const day = Math.floor(number / 2)
    const net = 2_500 + below(2_400_000)
    const rate = oneOf(5) ? 7 : 19
    const street = `${pick(DE.streets)} ${1 + below(90)}${oneOf(8) ? 'a' : ''}`
    return [
      `RE-26-${String(number).padStart(5, '0')}`,
      String(40_000 + below(900)),
      `${pick(DE.trades)} ${pick(DE.names)} ${pick(DE.forms)}`,
      oneOf(10) ? `${street}\nHinterhaus, 2. OG` : street,
      postcode,
      town.join(' '),
      dayAfter('2026-01-05', day, '.'),
      dayAfter('2026-01-05', day + pick([10, 14, 30]), '.'),
      amount(net, '.'),
      `${rate},0`,
      amount(Math.round((net * (100 + rate)) / 100), '.'),
      oneOf(3) ? 'nein' : 'ja',
      oneOf(3) ? pick(DE.remarks) : '',
    ]
  },
  spoilt: [
    { at: 58, reason: 'not_a_date', column: 'Rechnungsdatum', value: '31.02.2026' },
    { at: 121, reason: 'not_a_number', column: 'Nettobetrag', value: 'siehe Anlage' },
    { at: 187, reason: 'check', column: 'PLZ', value: 'A-101' },
    { at: 240, reason: 'required', column: 'Firma', value: '' },
    { at: 299, reason: 'too_many_fields', add: ['storniert'] },
    { at: 366, reason: 'unique', keyOf: 365 },
    { at: 431, reason: 'check', column: 'Zahlbar bis', value: '01.12.2025' },
    { at: 502, reason: 'not_a_whole_number', column: 'Kunden-Nr.', value: 'neu' },
    { at: 577, reason: 'too_few_fields', drop: 4 },
  ],
  blankBefore: [301],
}

const EXAMPLES = [clients, ordini, vendas, productos, rechnungen]

/** Every file with its bytes and what an import of it must come to. */
export function makeExamples(): { file: string; bytes: Buffer; expected: Expected }[] {
  return EXAMPLES.map((example, index) => makeExample(example, SEED + index))
}

function makeExample({ file, format, bom, header, records, make, spoilt, blankBefore }: Example, seed: number) {
  const random = randomOf(seed)
  const good = Array.from({ length: records }, (_, index) => make(index + 1, random))
  const write = (cells: string[]) => cells.map((cell) => field(cell, format)).join(format.separator) + LINE_END
  let text = write(header)
  let line = 2
  let total = 0
  const rejected: Expected['rejected'] = []
  for (let number = 1; number <= records + 1; number += 1) {
    if (blankBefore.includes(number)) {
      text += LINE_END
      line += 1
      total += 1
    }
    const cells = good[number - 1]
    if (!cells) break
    total += 1
    const fault = spoilt.find(({ at }) => at === number)
    if (fault) rejected.push({ record: total, line, reason: fault.reason, column: namedColumn(fault) })
    const written = write(fault ? spoil(cells, fault, header, good) : cells)
    text += written
    line += written.split('\n').length - 1
  }
  const rejects: Expected['rejects'] = {}
  for (const { reason } of rejected) rejects[reason] = (rejects[reason] ?? 0) + 1
  const expected: Expected = {
    file,
    format,
    total,
    success: total - blankBefore.length - rejected.length,
    empty: blankBefore.length,
    rejects,
    rejected,
  }
  return { file, bytes: encode((bom ? '\ufeff' : '') + text, format.encoding), expected }
}

/** What the table refuses, it refuses for the row. */
const namedColumn = ({ reason, column }: Spoilt) => (reason === 'check' || reason === 'unique' ? null : (column ?? null))

function spoil(cells: string[], { column, value, keyOf, add, drop }: Spoilt, header: string[], good: string[][]): string[] {
  const bad = [...cells, ...(add ?? [])]
  if (column !== undefined && value !== undefined) bad[header.indexOf(column)] = value
  if (keyOf !== undefined) bad[0] = good[keyOf - 1]?.[0] ?? ''
  return drop ? bad.slice(0, -drop) : bad
}

function field(cell: string, { separator, quote }: FileFormat): string {
  const special = cell.includes(separator) || cell.includes(quote) || cell.includes('\n')
  return special ? quote + cell.replaceAll(quote, quote + quote) + quote : cell
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  // Node writes no other encodings, but reads them: turned around, that makes the table.
  const letters = [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
  const bytes = new Map(letters.map((letter, byte) => [letter, byte]))
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = bytes.get(letter)
      if (byte === undefined) throw new Error(`${encoding} has no ${letter}`)
      return byte
    }),
  )
}

function randomOf(seed: number): Random {
  const below = randomNumbers(seed)
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number], oneOf: (times) => below(times) === 0 }
}

if (import.meta.main) {
  const made = makeExamples()
  for (const { file, bytes } of made) await writeFile(join(import.meta.dirname, file), bytes)
  await writeFile(
    join(import.meta.dirname, 'expected.json'),
    `${JSON.stringify(
      made.map(({ expected }) => expected),
      null,
      2,
    )}\n`,
  )
}
