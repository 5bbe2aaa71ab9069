import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { columnsOf } from '#engine/columns.ts'
import { convertChunk, newConverted } from '#engine/convert.ts'
import { planChunks } from '#engine/plan-chunks.ts'
import { TEXT as AS_TEXT } from '#engine/row-format.ts'
import { paragraphs } from '#examples/paragraphs.ts'
import { fileFormat } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'
import { ROOT } from '#lib/env.ts'

const TEXT = 'id: 1\nname: Ada\n\nname: Zoë\nid: x\n\nid: 3\nnick: Cy\n\nid: 4\r\nname:\r\n'

test('the format of docs/formats.md is this one, and works through plan and conversion', async () => {
  const docs = await readFile(join(ROOT, 'docs/formats.md'), 'utf8')
  expect(docs).toContain(`\`\`\`ts\n${await readFile(join(ROOT, 'examples/paragraphs.ts'), 'utf8')}\`\`\``)

  const dir = await mkdtemp(join(tmpdir(), 'quayside-paragraphs-'))
  try {
    const path = join(dir, 'file')
    await writeFile(path, TEXT)
    const names = ['id', 'name']
    const cutter = paragraphs.cutter(fileFormat.parse({ header: 0 }), names)
    const chunks = await Array.fromAsync(planChunks(path, cutter, { start: 0, preamble: 0, header: 0, footer: 0, until: 'end' }, () => {}))
    expect(chunks).toEqual([{ number: 1, startByte: 0, endByte: Buffer.byteLength(TEXT), firstRecord: 1, firstLine: 1, records: 4 }])

    const target = (name: string, type: string, nullable: boolean) =>
      ({ name, type, nullable, writable: true, required: false }) as TargetColumn
    const columns = columnsOf(
      names.map((name) => ({ name, target: name, decimalSign: '.', dateOrder: 'dmy' })),
      [target('id', 'integer', false), target('name', 'text', true)],
    )
    const converted = newConverted()
    convertChunk(
      Buffer.from(TEXT),
      4,
      { record: 1, line: 1, byte: 0 },
      { columns, width: 2, cutter, format: AS_TEXT, doubles: null },
      converted,
    )
    expect(converted.output.bytes.toString('utf8', 0, converted.output.at)).toBe('1\t Ada\n4\t\\N\n')
    expect([...converted.refused.values()].map(({ record, line, byte, code, column }) => [record, line, byte, code, column])).toEqual([
      [2, 4, 17, 'not_a_whole_number', 'id'],
      [3, 7, 35, 'unknown_field', null],
    ])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
