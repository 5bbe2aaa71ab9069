import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test as base, expect } from 'vitest'
import { detectFile } from '#engine/detect.ts'
import { detectWithTemplate } from '#engine/detect-with-template.ts'
import { type ColumnMapping, type Encoding, type FileFormat, fileFormat } from '#jobs/settings.ts'

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what the fixture needs
const test = base.extend('read', async ({}, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'quayside-template-'))
  onCleanup(() => rm(folder, { recursive: true }))
  /** The file as a template with this format and these columns has it read. */
  return async (content: string | Buffer, format: Partial<FileFormat>, columns: string[] = []) => {
    const path = join(folder, 'file')
    await writeFile(path, content)
    const read = await detectWithTemplate(path, await detectFile(path), { format: fileFormat.parse(format), columns: columns.map(column) })
    if (!read.ok) return read.failure.code
    return { format: read.detection.format, columns: read.detection.columns.map(({ name }) => name) }
  }
})

const column = (name: string): ColumnMapping => ({ name, target: null, decimalSign: ',', dateOrder: 'dmy' })

test('what a person said of the format holds for a file with the same columns', async ({ read }) => {
  const file = 'code:town\n1:Lyon\n2:Nice\n3:Lille\nTotal:3\n'
  const template = { separator: ':', quote: '' as const, footer: 1 }
  expect(await read(file, template, ['code', 'town'])).toMatchObject({ format: template, columns: ['code', 'town'] })
})

test('where the file has another separator or another preamble, and its columns are found without the template, it is left aside', async ({
  read,
}) => {
  const file = 'code,town\n1,Lyon\n2,Nice\n'
  expect(await read(file, { separator: ';' }, ['code', 'town'])).toMatchObject({ format: { separator: ',' }, columns: ['code', 'town'] })
  expect(await read(file, { preamble: 1 }, ['code', 'town'])).toMatchObject({ format: { preamble: 0 }, columns: ['code', 'town'] })
})

test('a file with a column more and one less is still one of the template', async ({ read }) => {
  const file = 'code|city|country\n1|Lyon|FR\n2|Nice|FR\n'
  const found = await read(file, { separator: '|', quote: '' }, ['code', 'town', 'country'])
  expect(found).toMatchObject({ format: { separator: '|', quote: '' }, columns: ['code', 'city', 'country'] })
})

test('a file that has none of the columns is read as it tells by itself', async ({ read }) => {
  expect(await read('a;b\n1;2\n3;4\n', { separator: ';', quote: "'" }, ['code'])).toMatchObject({ format: { quote: '"' } })
})

test('Unicode shows in the bytes; between the others the template decides', async ({ read }) => {
  const columns = ['société', 'prix']
  const text = 'société;prix\nÉlan;3\nÇa;4\n'
  const bytes = Buffer.from(text, 'latin1')
  const encodingOf = async (file: string | Buffer, encoding: Encoding) => read(file, { encoding, separator: ';' }, columns)
  expect(await encodingOf(bytes, 'iso-8859-15')).toMatchObject({ format: { encoding: 'iso-8859-15' }, columns })
  expect(await encodingOf(bytes, 'utf-8')).toMatchObject({ format: { encoding: 'windows-1252' }, columns })
  expect(await encodingOf(text, 'windows-1252')).toMatchObject({ format: { encoding: 'utf-8' }, columns })
})

test('how a file is packed is its own', async ({ read }) => {
  const packed = gzipSync('code:town\n1:Lyon\n2:Nice\n')
  expect(await read(packed, { separator: ':', quote: '' }, ['code', 'town'])).toMatchObject({
    format: { packing: 'gzip', separator: ':', quote: '' },
    columns: ['code', 'town'],
  })
})

test('another kind of file is read as what it is', async ({ read }) => {
  const json = '[{"code": 1, "town": "Lyon"}, {"code": 2, "town": "Nice"}]'
  expect(await read(json, { separator: ';' }, ['code', 'town'])).toMatchObject({ format: { kind: 'json' }, columns: ['code', 'town'] })
  expect(await read('code;town\n1;Lyon\n', { kind: 'xlsx' }, ['code'])).toMatchObject({ format: { kind: 'delimited' } })
})

test('without columns to look for, the format holds for files of its kind', async ({ read }) => {
  expect(await read('a:b\n1:2\n', { separator: ':', quote: '' })).toMatchObject({ format: { separator: ':', quote: '' } })
  expect(await read('[{"a": 1}]', { separator: ':' })).toMatchObject({ format: { kind: 'json' } })
})

test('a file that tells nothing is refused for what it is', async ({ read }) => {
  expect(await read('', { separator: ';' }, ['code'])).toBe('file_empty')
})
