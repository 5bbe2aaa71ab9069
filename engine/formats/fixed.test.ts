import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectFile } from '#engine/detect.ts'
import { cellsOf } from '#engine/detect-cells.ts'
import { fixed } from '#engine/formats/fixed.ts'
import { newFields, newScanned } from '#engine/reader.ts'
import { fileFormat } from '#jobs/settings.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-fixed-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function detect(text: string) {
  const path = join(dir, 'file')
  await writeFile(path, text)
  return detectFile(path)
}

function cut(text: string, widths: number[]) {
  const bytes = Buffer.from(text)
  const cutter = fixed.cutter(fileFormat.parse({ kind: 'fixed', widths }), [])
  const fields = newFields(widths.length)
  const scanned = newScanned()
  const found: [number, (string | null)[]][] = []
  for (let at = 0; at < bytes.length; at = scanned.next) {
    cutter.cut(bytes, at, bytes.length, fields, scanned)
    found.push([fields.count, cellsOf(fields, cutter).map((cell) => cell?.text ?? null)])
  }
  return found
}

test('values are cut by characters, and what fills them up is left out', () => {
  expect(cut('é😀 xx y\r\n  a\rabcdefgh\n\nabc de f  \nab', [3, 3, 2])).toEqual([
    [3, ['é😀', 'xx', 'y']],
    [3, ['a', null, null]],
    [3, ['abc', 'def', 'gh']],
    [3, [null, null, null]],
    [3, ['abc', 'de', 'f']],
    [3, ['ab', null, null]],
  ])
  expect(cut('abcdefghi\n', [3, 3, 2])).toEqual([[4, ['abc', 'def', 'gh']]])
})

test('a CR at the end of what was read is no line end yet', () => {
  const cutter = fixed.cutter(fileFormat.parse({ kind: 'fixed', widths: [3] }), [])
  const scanned = newScanned()
  cutter.scan(Buffer.from('abc\r'), 0, 4, false, scanned)
  expect(scanned.complete).toBe(false)
  cutter.scan(Buffer.from('abc\r\n'), 0, 5, false, scanned)
  expect(scanned).toMatchObject({ complete: true, next: 5 })
})

test('columns are found where all lines are blank, whichever way their values are filled up', async () => {
  const people = Array.from({ length: 30 }, (_, index) => [
    String(index * 37),
    ['Anna', 'Zoë Müller', 'Bo'][index % 3] as string,
    '29.02.2024',
    (index * 1.5).toFixed(2),
  ])
  const lines = [['no', 'name', 'born', 'balance'], ...people].map(([no = '', name = '', born = '', balance = '']) =>
    `${no.padStart(5)} ${name.padEnd(12)}${born.padEnd(11)}${balance.padStart(9)}`.trimEnd(),
  )
  const found = await detect(`${lines.join('\r\n')}\r\n`)
  expect(found).toMatchObject({
    ok: true,
    detection: {
      format: { kind: 'fixed', packing: 'none', encoding: 'utf-8', widths: [6, 12, 10, 10], header: 1 },
      columns: [
        { name: 'no', looks: 'whole_number' },
        { name: 'name', looks: 'text' },
        { name: 'born', looks: 'date', dateOrder: 'dmy' },
        { name: 'balance', looks: 'decimal', decimalSign: '.' },
      ],
    },
  })
  if (!found.ok) throw new Error()
  expect(found.detection.sample[1]).toEqual(['37', 'Zoë Müller', '29.02.2024', '1.50'])
  // Without a header the first line is a record.
  expect(await detect(lines.slice(1).join('\n'))).toMatchObject({
    ok: true,
    detection: { format: { kind: 'fixed', header: 0 }, columns: [{ name: 'column_1' }, {}, {}, {}] },
  })
})

test.each([
  ['words', 'the first line\nis prose that\nnobody laid out\n'],
  ['one column', 'name\nAnna\nBruno\n'],
  ['a blank between', 'a b\n1 2\n3 4\n'],
  ['commas and blanks', 'a,  b\n1,  2\n3,  4\n'],
  ['tabs', 'a\t  b\n1\t  2\n'],
])('no columns: %s', async (_, text) => {
  expect(await detect(text)).toMatchObject({ ok: true, detection: { format: { kind: 'delimited' } } })
})
