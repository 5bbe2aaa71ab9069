import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { detectFile } from '#engine/detect.ts'
import { FileFault } from '#engine/file-fault.ts'
import { xlsx as reader } from '#engine/formats/xlsx.ts'
import { dateStyleOf, dateText } from '#engine/formats/xlsx-dates.ts'
import { numberText } from '#engine/formats/xlsx-number.ts'
import { fileFormat } from '#jobs/settings.ts'
import { cell, row, xlsx } from '#test/xlsx.ts'
import { zip } from '#test/zip.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-xlsx-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function put(bytes: Buffer): Promise<string> {
  const path = join(dir, 'book')
  await writeFile(path, bytes)
  return path
}

async function textOf(bytes: Buffer, sheet: string | null = null): Promise<string> {
  const pieces: Buffer[] = []
  const path = await put(bytes)
  for await (const piece of reader.toText?.(path, fileFormat.parse({ kind: 'xlsx', sheet })) ?? []) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const faultOf = (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    (error) => (error instanceof FileFault ? error.code : error),
  )

test('every kind of cell, and lines that are the rows’ numbers', async () => {
  const book = xlsx({
    formats: [0, 14, 22, 20, '[h]:mm', 'dd/mm/yyyy\\ hh:mm', '#,##0.00 "day"', '0.00'],
    strings: [
      '<t>Zoë</t>',
      '<r><t xml:space="preserve">two </t></r><r><t>runs</t></r><rPh><t>aside</t></rPh>',
      '<t>_x000D_a_x005F_x0041_ &amp;</t>',
    ],
    sheets: {
      Data:
        row(1, cell('A1', 's', 0), cell('B1', 's', 1), cell('C1', 's', 2)) +
        row(
          3,
          cell('A3', 'n', '1.1000000000000001'),
          cell('B3', 'n', '0.30000000000000004'),
          cell('C3', 'n', '1E-3'),
          cell('D3', 'n', '12345678901234567890'),
        ) +
        row(
          4,
          cell('A4', 'n', '45351', 1),
          cell('B4', 'n', '45351.520833333336', 2),
          cell('C4', 'n', '0.5', 3),
          cell('D4', 'n', '1.25', 4),
          cell('E4', 'n', '60', 1),
        ) +
        row(5, cell('B5', 'b', 1), cell('D5', 'e', '#N/A'), cell('E5', 't', 'in &lt;line&gt;'), cell('F5', 'd', '2024-02-29T10:00:00')) +
        `<row r="6"><c r="A6"><f>1+1</f><v>2</v></c><c r="B6" t="str"><f>"x"</f><v>text</v></c><c r="C6"><f>NOW()</f></c><c r="D6" s="6"><v>7</v></c></row>` +
        '<row><c><v>8</v></c><c t="inlineStr"><is><t/></is></c></row>' +
        row(9, '<c r="A9" s="1"/>', cell('B9', 'n', '45351.25', 5)) +
        row(12, '<c r="A12" s="3"/>'),
    },
  })
  expect(await textOf(book)).toBe(
    [
      '["Zoë","two runs","\\ra_x0041_ &"]',
      '',
      '[1.1,0.3,0.001,12345678901234567890]',
      '["2024-02-29","2024-02-29 12:30:00","12:00:00","30:00:00","1900-02-29"]',
      '[null,true,null,{"error":"#N/A"},"in <line>","2024-02-29 10:00:00"]',
      '[2,"text",null,7]',
      '[8,""]',
      '',
      '[null,"2024-02-29 06:00:00"]',
      '',
    ].join('\n'),
  )
})

test('sheets are chosen by name; the first one else', async () => {
  const book = xlsx({ sheets: { Notes: row(1, cell('A1', 'n', 1)), 'Été 2024': row(1, cell('A1', 'n', 2)) } })
  expect(await textOf(book)).toBe('[1]\n')
  expect(await textOf(book, 'Été 2024')).toBe('[2]\n')
  expect(await faultOf(textOf(book, 'Winter'))).toBe('sheet_missing')
})

test('days count from 1904 where the workbook says so', async () => {
  const sheets = { S: row(1, cell('A1', 'n', 0, 1), cell('B1', 'n', 43889, 1)) }
  expect(await textOf(xlsx({ sheets, formats: [0, 14], date1904: true }))).toBe('["1904-01-01","2024-02-29"]\n')
})

describe('dates', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [45351.999999999, '2024-03-01'],
    [2958465, '9999-12-31'],
    [2958466, undefined],
    [-1, undefined],
    [45351.000011574, '2024-02-29 00:00:01'],
    [45351.0000057, '2024-02-29 00:00:00.492'],
  ])('%d is %s', (serial, text) => {
    expect(dateText(serial, 'date', { date1904: false })).toBe(text)
  })

  test.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-40C]d mmmm yyyy', 'date'],
    ['mmm', 'date'],
    ['hh:mm:ss', 'time'],
    ['[mm]:ss', 'elapsed'],
    ['0.00" days"', undefined],
    ['[Red]#,##0', undefined],
    ['0.00E+00', undefined],
    ['General', undefined],
    ['#,##0\\ "€";[Red]-#,##0 "d"', undefined],
  ])('%s shows a %s', (code, style) => {
    expect(dateStyleOf(200, code)).toBe(style)
  })
})

test.each([
  ['0.1', '0.1'],
  ['1.1000000000000001', '1.1'],
  ['0.30000000000000004', '0.3'],
  ['1234.5600000000001', '1234.56'],
  ['0.1234567890123456', '0.1234567890123456'],
  ['3.3333333333333335', '3.3333333333333335'],
  ['1.0000000000000001E-2', '0.01'],
  ['1E+21', '1000000000000000000000'],
  ['00.50', '00.50'],
  ['9007199254740993', '9007199254740993'],
  ['-5E-324', `-0.${'0'.repeat(323)}5`],
  ['abc', undefined],
  ['0x10', undefined],
  ['', undefined],
])('the number %s is %s', (written, text) => {
  expect(numberText(written)).toBe(text)
})

describe('what is no workbook, or too much of one', () => {
  const sheet = (content: string) => xlsx({ sheets: { S: content } })
  test.each<[string, () => Buffer, string]>([
    ['cut short', () => sheet(row(1, cell('A1', 'n', 1))).subarray(0, -30), 'file_damaged'],
    ['XML that breaks off', () => sheet('<row r="1"><c r="A1"><v>1</v>'), 'file_damaged'],
    ['an entity of its own', () => sheet('<row r="1"><c r="A1" t="str"><v>&boom;</v></c></row>'), 'file_damaged'],
    ['a row too far', () => sheet(row(1_048_577, cell('A1', 'n', 1))), 'file_damaged'],
    ['rows out of order', () => sheet(row(2) + row(1)), 'file_damaged'],
    ['a column too far', () => sheet(row(1, cell('XFE1', 'n', 1))), 'file_damaged'],
    ['a text that is not there', () => sheet(row(1, cell('A1', 's', 7))), 'file_damaged'],
    ['nested without end', () => sheet('<a>'.repeat(100)), 'file_damaged'],
    ['no sheet at all', () => zip([{ name: 'xl/workbook.xml', content: '<workbook/>' }]), 'file_damaged'],
  ])('%s', async (_, bytes, code) => {
    expect(await faultOf(textOf(bytes()))).toBe(code)
  })
})

test('a header of two rows, or none, where somebody says so', async () => {
  const sheets = {
    S:
      row(1, cell('A1', 't', 'Client'), cell('B1', 't', 'Solde')) +
      row(2, cell('A2', 't', 'nom'), cell('B2', 't', 'EUR')) +
      row(4, cell('A4', 't', 'Ada'), cell('B4', 'n', 5)),
  }
  const path = await put(xlsx({ sheets }))
  const namesWith = async (header: number) => {
    const found = await detectFile(path, { header })
    return found.ok && [found.detection.format.header, found.detection.columns.map(({ name }) => name), found.detection.sample.length]
  }
  expect(await namesWith(2)).toEqual([2, ['Client nom', 'Solde EUR'], 1])
  expect(await namesWith(0)).toEqual([0, ['column_1', 'column_2'], 3])
})

test('a sheet of a million empty rows is looked at in no time', async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" s="0"/></row>`).join('')
  const path = await put(xlsx({ sheets: { S: rows } }))
  expect(await detectFile(path)).toEqual({ ok: false, failure: { code: 'file_empty' } })
})

test('detection: titles above the header, sheets, types, and what a text looks like', async () => {
  const book = xlsx({
    formats: [0, 14, 22],
    strings: ['<t>Nom</t>', '<t>Anna</t>', '<t>25/12/2024</t>'],
    sheets: {
      Vide: '',
      Clients:
        row(1, cell('A1', 't', 'Liste des clients')) +
        row(
          4,
          cell('A4', 's', 0),
          cell('B4', 't', 'Né'),
          cell('C4', 't', 'Solde'),
          cell('D4', 't', 'Actif'),
          cell('E4', 't', 'Vu'),
          cell('F4', 't', 'Code'),
        ) +
        Array.from({ length: 20 }, (_, index) =>
          row(
            5 + index,
            cell(`A${5 + index}`, 's', 1),
            cell(`B${5 + index}`, 'n', 36525 + index, 1),
            cell(`C${5 + index}`, 'n', 1234 + index / 1000),
            cell(`D${5 + index}`, 'b', index % 2),
            cell(`E${5 + index}`, 's', 2),
            cell(`F${5 + index}`, 'n', index),
          ),
        ).join(''),
    },
  })
  const detected = await detectFile(await put(book))
  expect(detected).toMatchObject({
    ok: true,
    detection: {
      format: { kind: 'xlsx', packing: 'none', sheet: 'Clients', preamble: 3, header: 1 },
      sheets: ['Vide', 'Clients'],
      findings: [{ code: 'preamble', params: { lines: 3 } }],
      columns: [
        { name: 'Nom', looks: 'text' },
        { name: 'Né', looks: 'date', dateOrder: 'ymd' },
        { name: 'Solde', looks: 'decimal', decimalSign: '.', ambiguous: false },
        { name: 'Actif', looks: 'boolean' },
        { name: 'Vu', looks: 'date', dateOrder: 'dmy' },
        { name: 'Code', looks: 'whole_number' },
      ],
    },
  })
  if (!detected.ok) throw new Error()
  expect(detected.detection.sample[0]).toEqual(['Anna', '1999-12-31', '1234', 'false', '25/12/2024', '0'])
  const low = xlsx({ sheets: { S: row(3, cell('A3', 't', 'id'), cell('B3', 't', 'n')) + row(4, cell('A4', 'n', 1), cell('B4', 'n', 2)) } })
  expect(await detectFile(await put(low))).toMatchObject({ detection: { format: { preamble: 2 }, findings: [] } })
  const other = await detectFile(await put(book), { ...detected.detection.format, sheet: 'Vide' })
  expect(other).toEqual({ ok: false, failure: { code: 'file_empty' } })
})
