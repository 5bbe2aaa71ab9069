import { expect, test } from 'vitest'
import { unpackFramedLz4, unpackLz4 } from '#engine/formats/lz4.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const ascii = (letters: string) => [...Buffer.from(letters)]

test('runs, pieces of what came before, and pieces that overlap', () => {
  expect(text(unpackLz4(Uint8Array.from([0x30, ...ascii('abc')]), 3))).toBe('abc')
  // `abcd`, then 4 bytes from 4 back, then `x`.
  expect(text(unpackLz4(Uint8Array.from([0x40, ...ascii('abcd'), 4, 0, 0x10, ...ascii('x')]), 9))).toBe('abcdabcdx')
  // `a`, then 4 + 15 + 255 + 1 bytes from 1 back.
  expect(text(unpackLz4(Uint8Array.from([0x1f, ...ascii('a'), 1, 0, 255, 1, 0x00]), 276))).toBe('a'.repeat(276))
  const long = 'x'.repeat(15 + 255 + 30)
  expect(text(unpackLz4(Uint8Array.from([0xf0, 255, 30, ...ascii(long)]), long.length))).toBe(long)
})

test('frames of Hadoop, and blocks without', () => {
  const block = [0x30, ...ascii('abc')]
  const frame = [0, 0, 0, 3, 0, 0, 0, 4, ...block]
  expect(text(unpackFramedLz4(Uint8Array.from([...frame, ...frame]), 6))).toBe('abcabc')
  expect(text(unpackFramedLz4(Uint8Array.from(block), 3))).toBe('abc')
})

test.each([
  ['a piece from before the beginning', [0x10, 97, 2, 0], 6],
  ['no distance', [0x10, 97, 0, 0], 6],
  ['more than was said', [0x30, 97, 98, 99], 2],
  ['less than was said', [0x30, 97, 98, 99], 4],
  ['a run cut short', [0x50, 97, 98], 5],
  ['a distance cut short', [0x10, 97, 1], 6],
  ['a length cut short', [0xf0, 255], 300],
])('refused: %s', (_, bytes, length) => {
  expect(() => unpackLz4(Uint8Array.from(bytes), length)).toThrow('LZ4')
})
