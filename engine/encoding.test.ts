import { describe, expect, test } from 'vitest'
import { detectEncoding } from '#engine/encoding.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))))
const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('detectEncoding', () => {
  test.each<[string, Buffer, string | undefined]>([
    ['plain ASCII', bytes('id;name\n1;Anna\n'), 'utf-8'],
    ['UTF-8', bytes('id;città\n1;Forlì\n'), 'utf-8'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'id;name\n'), 'utf-8'],
    ['UTF-8 with one broken byte among many characters', bytes('é;à;ü;ç;ñ;õ;ê;ò;ù;ì;ã;ß\n', [0xe9], '\n'), 'utf-8'],
    ['UTF-16LE with a mark', bytes([0xff, 0xfe], [...Buffer.from('id;año\n', 'utf16le')]), 'utf-16le'],
    ['UTF-16LE without', Buffer.from('id;año\n1;Muñoz\n', 'utf16le'), 'utf-16le'],
    ['UTF-16LE without, a euro sign in it', Buffer.from('id;precio\n1;3 €\n', 'utf16le'), 'utf-16le'],
    ['UTF-16BE with a mark', bytes([0xfe, 0xff], [...utf16be('id;año\n')]), 'utf-16be'],
    ['UTF-16BE without', utf16be('id;año\n1;Muñoz\n'), 'utf-16be'],
    ['accents of either one-byte encoding', latin('id;prénom\n1;Zoé\n'), 'windows-1252'],
    ['curly quotes of windows-1252', bytes('n;', [0x93], 'été', [0x94], '\n', [0xe9, 0x80]), 'windows-1252'],
    ['a half and an accent as apostrophe', latin('1;2½ l\n2;½ kg\n3;l´eau\n4;¼ l'), 'windows-1252'],
    ['cœur in ISO-8859-15', bytes('id;mot\n1;c', [0xbd], 'ur\n2;', [0xe9], 't', [0xe9], '\n'), 'iso-8859-15'],
    ['Œuvre in ISO-8859-15', bytes('id;mot\n1;', [0xbc], 'uvre\n'), 'iso-8859-15'],
    ['Škoda and Žižek in ISO-8859-15', bytes('1;', [0xa6], 'koda\n2;', [0xb4], 'i', [0xb8], 'ek\n'), 'iso-8859-15'],
    ['a price in euro in ISO-8859-15', bytes('id;prix\n1;3 ', [0xa4], '\n'), 'iso-8859-15'],
    ['a euro sign of ISO-8859-15 beside bytes that are letters only in windows-1252', bytes([0xa4, 0x9c, 0xe9], '\n'), 'windows-1252'],
    ['a stray NUL', bytes('id;name\n1;a', [0], 'b\n'), 'utf-8'],
    ['a NUL in UTF-16', bytes([0xff, 0xfe], [97, 0, 0, 0, 98, 0]), 'utf-16le'],
    ['many of them', bytes('id', [0, 0, 0], 'x'), undefined],
    ['a ZIP as XLSX is one', bytes('PK', [3, 4, 20, 8], 'anything'), undefined],
    ['a PDF', bytes('%PDF-1.7\n1 0 obj\n'), undefined],
    ['noise without a NUL', Buffer.from(Array.from({ length: 4096 }, (_, index) => ((index * 167) % 255) + 1)), undefined],
    ['one stray control character', bytes('x'.repeat(1000), [7]), 'utf-8'],
  ])('%s', (_, head, expected) => {
    expect(detectEncoding(head, { cut: false })).toBe(expected)
  })

  test.each([1, 2, 3])('a character cut at the sample’s end is no error: %i bytes of it', (length) => {
    const head = Buffer.concat([bytes('id;name\n1;'), Buffer.from('😀').subarray(0, length)])
    expect(detectEncoding(head, { cut: true })).toBe('utf-8')
    expect(detectEncoding(head, { cut: false })).toBe('windows-1252')
  })
})
