import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decode } from '#engine/decode.ts'
import { unpack } from '#engine/unpack.ts'
import type { Encoding } from '#jobs/settings.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-decode-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function decoded(bytes: Uint8Array, encoding: Encoding): Promise<Buffer> {
  const path = join(dir, 'file')
  await writeFile(path, bytes)
  const pieces: Buffer[] = []
  for await (const piece of decode(unpack(path, { packing: 'none', member: null }), encoding)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const LE = (text: string) => Buffer.from(text, 'utf16le')

test.each<[string, Buffer, Encoding, string]>([
  ['UTF-8', Buffer.from('é€😀'), 'utf-8', 'é€😀'],
  ['UTF-8 with a mark', Buffer.from('\ufeffé€😀'), 'utf-8', 'é€😀'],
  ['only a mark', Buffer.from('\ufeff'), 'utf-8', ''],
  ['less than a mark', Buffer.from('ab'), 'utf-8', 'ab'],
  ['nothing', Buffer.alloc(0), 'utf-8', ''],
  ['nothing in UTF-16', Buffer.alloc(0), 'utf-16le', ''],
  ['a mark inside is text', Buffer.from('a\ufeffb'), 'utf-8', 'a\ufeffb'],
  ['UTF-16LE', LE('é€😀'), 'utf-16le', 'é€😀'],
  ['UTF-16LE with a mark', LE('\ufeffé€😀'), 'utf-16le', 'é€😀'],
  ['UTF-16BE with a mark', LE('\ufeffé€😀').swap16(), 'utf-16be', 'é€😀'],
  ['UTF-16LE cut in a character', LE('ab').subarray(0, 3), 'utf-16le', 'a\ufffd'],
  ['windows-1252', Buffer.from([0x80, 0x93, 0xe9, 0x94, 0x9c]), 'windows-1252', '€“é”œ'],
  ['ISO-8859-15', Buffer.from([0xa4, 0xe9, 0xbd, 0xbc, 0xa6, 0xa8, 0xb4, 0xb8, 0xbe]), 'iso-8859-15', '€éœŒŠšŽžŸ'],
])('%s', async (_, bytes, encoding, text) => {
  expect((await decoded(bytes, encoding)).toString()).toBe(text)
})

test('UTF-8 comes through byte for byte, also where it is broken', async () => {
  const bytes = Buffer.from([0x61, 0xff, 0xc3, 0x0a, 0xe2, 0x82])
  expect(await decoded(bytes, 'utf-8')).toEqual(bytes)
})

test('characters across the borders of pieces stay whole', async () => {
  // Odd offsets, so that four-byte characters lie across every border at 1 MB.
  const text = `${'x'.repeat(1_048_575)}😀${'é'.repeat(1_100_001)}😀`
  expect((await decoded(LE(text), 'utf-16le')).equals(Buffer.from(text))).toBe(true)
  expect((await decoded(Buffer.from(`\ufeff${text}`), 'utf-8')).equals(Buffer.from(text))).toBe(true)
})
