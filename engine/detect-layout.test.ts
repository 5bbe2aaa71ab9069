import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Beyond, detectBytes, detectFile } from '#engine/detect.ts'
import type { Detection } from '#jobs/detection.ts'
import type { FileFormat } from '#jobs/settings.ts'

function detect(file: string | Buffer, said: Partial<FileFormat> = {}, beyond: Beyond = { cut: false }): Detection {
  const result = detectBytes(Buffer.from(file), beyond, said)
  if (!result.ok) throw new Error(result.failure.code)
  return result.detection
}

const PEOPLE = 'id;first_name;born\n1;Zoé;25/12/2001\n2;Max;26/12/2002\n3;Ida;27/12/2003\n'

describe('what stands around the table', () => {
  test.each<[string, string, Partial<FileFormat>, string[]]>([
    ['nothing', PEOPLE, { preamble: 0, header: 1, footer: 0, until: 'end' }, []],
    ['empty lines above', `\n\n${PEOPLE}`, { preamble: 0, header: 1 }, []],
    ['a title', `People of March\n${PEOPLE}`, { preamble: 1, header: 1 }, ['preamble {"lines":1}']],
    ['a title, a date, an empty line', `People\nDate;2026-01-02\n\n${PEOPLE}`, { preamble: 3 }, ['preamble {"lines":3}']],
    ['a title padded with separators', `People;;\n;;\n${PEOPLE}`, { preamble: 2 }, ['preamble {"lines":2}']],
    ['a quoted title of two lines', `"People\nof March"\n${PEOPLE}`, { preamble: 2 }, ['preamble {"lines":2}']],
    [
      'a title and no header',
      `People\n\n1;Zoé;25/12/2001\n2;Max;26/12/2002\n3;Ida;27/12/2003\n`,
      { preamble: 2, header: 0 },
      ['preamble {"lines":2}', 'no_header {"value":"1"}'],
    ],
    [
      'records that are all longer than the header are no table below a title',
      'name;city\nA;B;1\nC;D;2\nE;F;3\n',
      { preamble: 0, header: 1 },
      ['ragged {"count":3,"line":2}'],
    ],
    ['an announced separator', `sep=;\r\n${PEOPLE}`, { preamble: 1, separator: ';' }, ['mixed_line_ends {}', 'preamble {"lines":1}']],
    ['no header', PEOPLE.slice(PEOPLE.indexOf('\n') + 1), { header: 0 }, ['no_header {"value":"1"}']],
    ['one record by itself', '1;Zoé;25/12/2001\n', { header: 0 }, ['header_uncertain {"value":"1"}']],
    ['only names', 'Nom;Ville\n', { header: 1 }, []],
    ['texts below texts', 'Nom;Ville\nZoé;Lyon\nMax;Nice\n', { header: 1 }, ['header_uncertain {"value":"Nom"}']],
    ['years above counts', 'product;2024;2025\nA;10;20\nB;30;40\n', { header: 1 }, []],
    ['units below names', 'id;weight;height\n;kg;cm\n1;70;180\n2;80;175\n3;60;160\n', { header: 2 }, ['several_header_rows {"rows":2}']],
    ['a drawn line', 'id|first_name|n\n---+---+---\n1|Zoé|5\n2|Max|6\n', { header: 2, separator: '|' }, ['several_header_rows {"rows":2}']],
    ['a first record that is bad is no name', `id;n\nx;n/a\n${'1;5\n'.repeat(20)}`, { header: 1 }, []],
    ['a total', `${PEOPLE}Total;;3\n`, { footer: 1 }, ['footer {"records":1,"value":"Total"}']],
    [
      'a total and a signature',
      `${PEOPLE}Summe:;;3\n\nErstellt von: Anna Meier\n`,
      { footer: 2 },
      ['footer {"records":2,"value":"Summe:"}'],
    ],
    ['a count', `${PEOPLE}(3 Zeilen)\n\n`, { footer: 1 }, ['footer {"records":1,"value":"(3 Zeilen)"}']],
    ['a record that was cut off is none', `${PEOPLE}4;Ev`, { footer: 0 }, ['ragged {"count":1,"line":5}']],
    ['a firm of that name is none', 'firm;city;n\nShell;A;1\nEni;B;3\nTotal;C;2\n', { footer: 0 }, []],
    ['another table', `${PEOPLE}\ncode;label\nA;x\nB;y\n`, { until: 'empty_line' }, ['second_table {"line":6}']],
    ['another table with a title', `${PEOPLE}\nCodes\ncode;label\nA;x\nB;y\n`, { until: 'empty_line' }, ['second_table {"line":6}']],
    ['empty lines between records', PEOPLE.replaceAll('\n', '\n\n'), { until: 'end' }, ['empty_lines {"count":3,"line":2}']],
  ])('%s', (_, file, format, findings) => {
    const detection = detect(file)
    expect(detection.format).toMatchObject(format)
    expect(detection.findings.map(({ code, params }) => `${code} ${JSON.stringify(params)}`)).toEqual(findings)
  })

  test('names of several rows are joined', () => {
    const { columns } = detect('Person;;Size;\nid;name;cm;kg\n1;Zoé;170;60\n2;Max;180;80\n3;Ida;160;50\n')
    expect(columns.map(({ name }) => name)).toEqual(['Person id', 'Person name', 'Size cm', 'Size kg'])
  })

  test('columns at the end without name and value are none', () => {
    const { columns, sample } = detect('id;name;;\n1;Zoé;;\n2;Max;;\n')
    expect(columns.map(({ name }) => name)).toEqual(['id', 'name'])
    expect(sample).toEqual([
      ['1', 'Zoé'],
      ['2', 'Max'],
    ])
    expect(detect('id;name;;\n1;Zoé;x;\n').columns.map(({ name }) => name)).toEqual(['id', 'name', 'column_3'])
  })

  test('what is said is not guessed', () => {
    const file = `People\n${PEOPLE}Total;;3\n`
    expect(detect(file, { preamble: 0, header: 0, footer: 0 }).format).toMatchObject({ preamble: 0, header: 0, footer: 0, separator: ';' })
    expect(detect(file, { preamble: 2, header: 0 }).sample[0]).toEqual(['1', 'Zoé', '25/12/2001'])
    expect(detect(file, { quote: '', escape: 'backslash', until: 'empty_line' }).format).toMatchObject({
      ...{ quote: '', escape: 'backslash', until: 'empty_line', preamble: 1, footer: 1 },
    })
  })
})

describe('what is doubtful', () => {
  const found = (file: string | Buffer, said?: Partial<FileFormat>) => detect(file, said).findings

  test('separators', () => {
    expect(found('price, net;date\n1,5;2026-01-02\n2,5;2026-01-02\n')).toEqual([
      { code: 'separator_ambiguous', params: { separator: ';', other: ',' } },
    ])
    expect(found('price, net;date\n1,5;2026-01-02\n2,5;2026-01-02\n', { separator: ';' })).toEqual([])
  })

  test('one-byte encodings', () => {
    const file = Buffer.from('id;prix\n1;3 \xa4\n', 'latin1')
    expect(found(file)).toEqual([{ code: 'encoding_ambiguous', params: { value: '3 €', other: '3 ¤' } }])
    expect(found(file, { encoding: 'iso-8859-15' })).toEqual([])
    expect(found(Buffer.from('id;prix\n1;3 \x80\n', 'latin1'))).toEqual([])
  })

  test('dates and numbers, by their columns', () => {
    expect(found('d;e;n\n03/04/2026;05/06/2026;1.234\n')).toEqual([
      { code: 'date_order_ambiguous', params: { column: 'd', value: '03/04/2026', others: 1 } },
      { code: 'decimal_sign_ambiguous', params: { column: 'n', value: '1.234', others: 0 } },
    ])
  })

  test('bytes', () => {
    expect(found('id;name\n1;a\0b\n')).toEqual([{ code: 'null_bytes', params: { line: 2 } }])
    const damaged = Buffer.concat([Buffer.from(`id;name\n1;${'é'.repeat(20)}\n2;x`), Buffer.of(0xff), Buffer.from('\n')])
    expect(found(damaged)).toEqual([{ code: 'damaged_characters', params: { line: 3 } }])
  })

  test('quotes', () => {
    expect(found('id;name\n1;"x\n2;y\n3;z\n')).toEqual([{ code: 'broken_quotes', params: { count: 1, line: 2 } }])
  })
})

describe('of a file larger than the sample', () => {
  const head = Buffer.from(`id;name\n${'1;Max\n'.repeat(1000)}`)
  const piece = (text: string) => Buffer.from(text, 'latin1')

  test('middle and tail tell the encoding of an ASCII head', () => {
    const of = (middle: string, tail: string) => detect(head, {}, { cut: true, middle: piece(middle), tail: piece(tail) })
    expect(of('1;Zo\xe9\n', '1;x\n').format.encoding).toBe('windows-1252')
    expect(of('1;x\n', '1;Zo\xe9\n').format.encoding).toBe('windows-1252')
    expect(of('\xa9;Zo\xc3\xa9\n', '1;x\xc3').format.encoding).toBe('utf-8')
    expect(of('1;x\n', '1;x\0\n').findings).toEqual([{ code: 'null_bytes', params: { line: 0 } }])
  })

  test('the tail tells the footer', () => {
    const { format, findings } = detect(head, {}, { cut: true, tail: piece('x\n1;Max\n2;Max\n(9999 rows)\n') })
    expect(format.footer).toBe(1)
    expect(findings).toEqual([{ code: 'footer', params: { records: 1, value: '(9999 rows)' } }])
  })

  test('no more than the sample is read of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quayside-sample-'))
    const path = join(folder, 'file')
    const file = await open(path, 'w')
    const rows = Buffer.from('1;Max\n'.repeat(500_000))
    await file.write(Buffer.concat([Buffer.from('id;name\n'), rows, Buffer.from('2;Zo\xe9\n', 'latin1')]))
    await file.close()
    const result = await detectFile(path)
    expect(result).toMatchObject({ ok: true, detection: { format: { encoding: 'windows-1252' } } })
    await rm(folder, { recursive: true })
  })

  test('two thousand columns', () => {
    const line = (cell: (index: number) => string) => `${Array.from({ length: 2000 }, (_, index) => cell(index)).join(';')}\n`
    const file = line((index) => `c${index}`) + line((index) => (index % 2 ? '1,5' : 'text')).repeat(60)
    const { columns } = detect(file)
    expect(columns).toHaveLength(2000)
    expect(columns[1999]).toMatchObject({ name: 'c1999', looks: 'decimal', decimalSign: ',' })
  })
})
