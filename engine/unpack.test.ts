import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bounded, FREE_BYTES } from '#engine/bounded.ts'
import { detectFile } from '#engine/detect.ts'
import { FileFault } from '#engine/file-fault.ts'
import { unpack } from '#engine/unpack.ts'
import { zip } from '#test/zip.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-unpack-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function put(bytes: Uint8Array | string): Promise<string> {
  const path = join(dir, 'file')
  await writeFile(path, bytes)
  return path
}

async function drain(pieces: AsyncIterable<Buffer>): Promise<{ bytes: number; fault: string | undefined }> {
  let bytes = 0
  try {
    for await (const piece of pieces) bytes += piece.length
    return { bytes, fault: undefined }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return { bytes, fault: error.code }
  }
}

test('several gzip members are one file; random bytes come through', async () => {
  const [one, two] = [randomBytes(3_000_000), randomBytes(10)]
  const pieces: Buffer[] = []
  for await (const piece of unpack(await put(Buffer.concat([gzipSync(one), gzipSync(two)])), { packing: 'gzip', member: null }))
    pieces.push(piece)
  expect(Buffer.concat(pieces).equals(Buffer.concat([one, two]))).toBe(true)
})

test('a bomb ends where its first gigabyte does', { timeout: 60_000 }, async () => {
  const member = gzipSync(Buffer.alloc(16 * 1024 * 1024))
  const path = await put(Buffer.concat(Array.from({ length: 80 }, () => member)))
  const { bytes, fault } = await drain(unpack(path, { packing: 'gzip', member: null }))
  expect(fault).toBe('archive_too_large')
  expect(bytes).toBeLessThanOrEqual(FREE_BYTES)
  // Looking at it takes no more than its first megabyte.
  expect(await detectFile(path)).toEqual({ ok: false, failure: { code: 'file_not_text' } })
})

test('much may come out of much, and more than is meant out of nothing', async () => {
  const piece = Buffer.alloc(64 * 1024 * 1024)
  async function* pieces(count: number) {
    for (let i = 0; i < count; i += 1) yield piece
  }
  const gigabytes = (count: number) => pieces(count * 16)
  expect(await drain(bounded(gigabytes(1), 1))).toEqual({ bytes: FREE_BYTES, fault: undefined })
  expect(await drain(bounded(gigabytes(2), 11 * 1024 * 1024))).toEqual({ bytes: 2 * FREE_BYTES, fault: undefined })
  expect(await drain(bounded(gigabytes(2), 5 * 1024 * 1024))).toMatchObject({ fault: 'archive_too_large' })
  expect(await drain(bounded(gigabytes(201), 10 * FREE_BYTES))).toMatchObject({ fault: 'archive_too_large' })
})

test('detection tells the packing by the bytes, and the files to choose from', async () => {
  const csv = 'id;name\n1;Ada\n2;Bea\n'
  expect(await detectFile(await put(gzipSync(csv)))).toMatchObject({
    ok: true,
    detection: { format: { kind: 'delimited', packing: 'gzip', member: null } },
  })
  expect(await detectFile(await put(zip([{ name: 'x.json', content: '[{"id":1}]' }])))).toMatchObject({
    ok: true,
    detection: { format: { kind: 'json', packing: 'zip', member: 'x.json' }, columns: [{ name: 'id', looks: 'whole_number' }] },
  })
  const several = await put(
    zip([
      { name: 'a.csv', content: csv },
      { name: 'b.jsonl', content: '{"a":1}\n{"a":2}\n' },
    ]),
  )
  expect(await detectFile(several)).toEqual({ ok: false, failure: { code: 'archive_member', choices: ['a.csv', 'b.jsonl'] } })
  expect(await detectFile(several, { member: 'b.jsonl' })).toMatchObject({
    ok: true,
    detection: { format: { kind: 'json', packing: 'zip', member: 'b.jsonl' }, members: ['a.csv', 'b.jsonl'] },
  })
  const content = 'x'
  for (const names of [
    ['[Content_Types].xml', 'word/document.xml'],
    ['mimetype', 'META-INF/manifest.xml', 'content.xml'],
  ])
    expect(await detectFile(await put(zip(names.map((name) => ({ name, content })))))).toEqual({
      ok: false,
      failure: { code: 'file_not_text' },
    })
  expect(await detectFile(await put(zip([])))).toEqual({ ok: false, failure: { code: 'archive_member', choices: [] } })
  expect(await detectFile(await put(Buffer.from('PK\x03\x04 and no more')))).toEqual({ ok: false, failure: { code: 'file_damaged' } })
  expect(await detectFile(await put('[id],[name]\n1,Ada\n'))).toMatchObject({ ok: true, detection: { format: { kind: 'delimited' } } })
  expect(await detectFile(await put('[]'))).toEqual({ ok: false, failure: { code: 'file_empty' } })
})
