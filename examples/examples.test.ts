import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { detectFile } from '#engine/detect.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'
import { makeExamples } from './generate.ts'

const here = (file: string) => join(import.meta.dirname, file)
const json = async (file: string) => JSON.parse(await readFile(here(file), 'utf8'))
const examples: { file: string; table: string; label: string }[] = await json('examples.json')

test('the files are what their generator makes', async () => {
  const made = makeExamples()
  expect(await json('expected.json')).toEqual(made.map(({ expected }) => expected))
  for (const { file, bytes } of made) expect((await readFile(here(file))).equals(bytes), file).toBe(true)
  expect(examples.map(({ file }) => file)).toEqual(made.map(({ file }) => file))
})

describe.each(makeExamples())('$file', ({ file, expected }) => {
  test('every record is accounted for', () => {
    const rejected = Object.values(expected.rejects).reduce((sum, count) => sum + count)
    expect(expected.success + expected.empty + rejected).toBe(expected.total)
  })

  test('detection finds how it is written', async () => {
    const result = await detectFile(here(file))
    expect(result.ok && result.detection.format).toEqual(expected.format)
    expect(result.ok && result.detection.columns.filter(({ ambiguous }) => ambiguous)).toEqual([])
    expect(result.ok && result.detection.columns.every(({ decimalSign, dateOrder }) => decimalSign === ',' && dateOrder === 'dmy')).toBe(
      true,
    )
  })

  test('every column finds its place in the table', async () => {
    const result = await detectFile(here(file))
    const table = examples.find((example) => example.file === file)?.table
    const columns = await columnsOf(table ?? '')
    const mapping = result.ok ? suggestMapping(result.detection.columns, columns) : []
    expect(mapping.map(({ target }) => target)).toEqual(columns.map(({ name }) => name))
  })
})

test.each([
  ['clients.csv', 'whole_number text text text text text text text email date decimal boolean'],
  ['ordini.csv', 'text date text text text whole_number decimal decimal date boolean text'],
  // Among the quantities stands one 2,5, so that a column made for them has to hold it.
  ['vendas.csv', 'whole_number date text text text text text decimal decimal decimal text text'],
  ['productos.txt', 'text text text decimal decimal whole_number decimal date boolean'],
  ['rechnungen.csv', 'text whole_number text text text text date date decimal decimal decimal boolean text'],
])('what the columns of %s look like', async (file, looks) => {
  const result = await detectFile(here(file))
  expect(result.ok && result.detection.columns.map((column) => column.looks).join(' ')).toBe(looks)
})

async function columnsOf(table: string): Promise<TargetColumn[]> {
  const sql = await readFile(here('tables.sql'), 'utf8')
  const body = new RegExp(`public\\.${table} \\(\\n(.*?)\\n\\);`, 's').exec(sql)?.[1] ?? ''
  return body
    .split('\n')
    .filter((line) => !line.startsWith('  check'))
    .map((line) => {
      const [name = '', type = ''] = line.trim().split(' ')
      return { name, type, required: line.includes('not null'), writable: true, nullable: !line.includes('not null'), key: null }
    })
}
