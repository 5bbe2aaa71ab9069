import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnsOf } from '#engine/columns.ts'
import { convertChunk, newConverted } from '#engine/convert.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { type PlannedChunk, planChunks } from '#engine/plan-chunks.ts'
import { RECORD_LIMIT } from '#engine/reader.ts'
import { TEXT } from '#engine/row-format.ts'
import { fileFormat } from '#jobs/settings.ts'

const FORMAT = fileFormat.parse({})
const CUTTER = delimited.cutter(FORMAT, [])
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quayside-plan-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function plan(text: string | Buffer, layout: Partial<typeof FORMAT> = {}, cutter = CUTTER) {
  const path = join(folder, 'file.csv')
  await writeFile(path, text)
  const chunks: PlannedChunk[] = []
  const planned = planChunks(path, cutter, { ...FORMAT, start: 0, ...layout }, () => {})
  for (;;) {
    const next = await planned.next()
    if (next.done) return { ...next.value, chunks }
    chunks.push(next.value)
  }
}

test.each([
  ['no record', 'a,b\n', 0],
  ['no line end at the end', 'a,b\n1,2\n3,4', 2],
  ['CR LF', 'a,b\r\n1,2\r\n3,4\r\n', 2],
  ['CR alone', 'a,b\r1,2\r3,4\r', 2],
  ['mixed', 'a,b\n1,2\r\n3,4\r5,6', 3],
  ['line ends inside quotes', 'a,b\n1,"x\ny\r\nz"\n2,3\n', 2],
  ['blank lines above the header, and a blank one that counts', '\n\na,b\n1,2\n\n3,4\n', 3],
  ['a quote in the midst of a field is text', 'a,b\n1,5" pipe\n2,x\n', 2],
  ['a quote that never closes', 'a,b\n1,"x\n2,y\n3,z', 3],
])('%s', async (_, text, total) => expect((await plan(text)).total).toBe(total))

test.each([
  ['lines above the header', 'Liste,1"\n\na,b\n1,2\n', { preamble: 2 }, 1, null],
  ['no header', '1,2\n3,4\n', { header: 0 }, 2, null],
  ['two rows of header', 'a,b\nc,d\n1,2\n', { header: 2 }, 1, null],
  ['a footer', 'a,b\n1,2\n3,4\nTotal,6\n', { footer: 1 }, 2, { line: 4, lines: 1 }],
  ['a second table', 'a,b\n\n1,2\n3,4\n\nx,y,z\n5,6,7', { until: 'empty_line' }, 2, { line: 5, lines: 0 }],
  ['a second table, of which only blank lines are left', 'a,b\n1,2\n\n \n', { until: 'empty_line' }, 1, null],
  ['a footer with blank lines around it', 'a,b\n1,2\n\n3,4\n\nSum,4\n\n\n', { footer: 1 }, 3, { line: 5, lines: 4 }],
  ['more footer than records', 'a,b\n1,2\n', { footer: 3 }, 0, { line: 2, lines: 1 }],
] as const)('%s', async (_, text, layout, total, leftOut) => expect(await plan(text, layout)).toMatchObject({ total, leftOut }))

test('a quote that stays open for too long costs its own line only', async () => {
  const lines = Math.ceil((2 * RECORD_LIMIT) / 8)
  const { total } = await plan(`a,b\n1,"open\n${'1234,567\n'.repeat(lines)}`)
  expect(total).toBe(lines + 1)
})

test('a line without end is a problem that says where', async () => {
  await expect(plan(`a,b\n1,2\n${'x'.repeat(8 * RECORD_LIMIT)}`)).rejects.toMatchObject({
    entry: { code: 'error.line_too_long', params: { line: 3 } },
  })
})

/** Anything that people and programs write between separators. */
const field = fc.oneof(
  fc.stringMatching(/^[a-z0-9 é€.-]{0,12}$/),
  fc.stringMatching(/^[a-z",\n\r é]{0,20}$/).map((text) => `"${text.replaceAll('"', '""')}"`),
  fc.constantFrom('"x"y', 'a"b', '"', '""'),
)

test('whatever the file, chunks and their conversion find the same records, and every record has its fate', async () => {
  const columns = columnsOf(
    ['a', 'b'].map((name) => ({ name, target: name, decimalSign: '.', dateOrder: 'ymd' })),
    ['a', 'b'].map((name) => ({ name, type: 'text', required: false, writable: true, nullable: true, key: null })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, field)), fc.constantFrom('\n', '\r\n'), async (records, lineEnd) => {
      const text = Buffer.from(['a,b', ...records.map((record) => record.join(','))].join(lineEnd))
      const { total, chunks } = await plan(text)
      let seen = 0
      for (const { startByte, endByte, firstRecord, firstLine, records: count } of chunks) {
        const converted = newConverted()
        const bytes = text.subarray(startByte, endByte)
        convertChunk(
          bytes,
          count,
          { record: firstRecord, line: firstLine, byte: startByte },
          { columns, width: 2, cutter: CUTTER, format: TEXT, doubles: null },
          converted,
        )
        expect(converted.starts[count]).toBe(bytes.length)
        expect(firstRecord).toBe(seen + 1)
        expect(converted.fates.subarray(0, count).filter((fate) => fate === 2)).toHaveLength(converted.refused.size)
        seen += count
      }
      expect(seen).toBe(total)
    }),
    { numRuns: 300 },
  )
})

test('passing over lines comes to the same chunks as looking at every record', async () => {
  const line = fc.constantFrom(
    '',
    '1,2\n',
    '1,2\r\n',
    '1,2\r',
    '"a",b\n',
    '"a\nb",c\r\n',
    '5" pipe,x\n',
    '"open,x\n',
    '\n',
    '\r\n',
    '\r\r\n',
  )
  const block = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom(1, 10, 9000))
    .map(([lines, times]) => lines.join('').repeat(times))
  const long = fc.nat(700_000).map((length) => `${'x'.repeat(length)}\n`)
  const { skim: _, ...looking } = CUTTER
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(block, long), { maxLength: 12 }), fc.constantFrom('', '9,9'), async (blocks, end) => {
      const text = Buffer.from(`a,b\n${blocks.join('')}${end}`)
      expect(await plan(text)).toEqual(await plan(text, {}, looking))
    }),
    { numRuns: 25 },
  )
})
