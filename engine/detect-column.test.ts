import { describe, expect, test } from 'vitest'
import { type ColumnReading, readColumn } from '#engine/detect-column.ts'

const many = (value: string, count: number) => Array.from({ length: count }, () => value)

describe('readColumn', () => {
  test.each<[string, (string | null)[], Partial<ColumnReading>]>([
    ['nothing', [null, '', '  '], { looks: 'empty', nullable: true, ambiguous: false }],
    ['no record', [], { looks: 'empty', nullable: false, longest: 0 }],
    ['text', ['Anna', 'Bruno'], { looks: 'text', nullable: false, longest: 5 }],
    ['characters, not units', ['😀😀é'], { looks: 'text', longest: 3 }],

    ['whole numbers', ['1', '-20', '300'], { looks: 'whole_number', decimalSign: undefined, ambiguous: false }],
    ['noughts and ones', ['0', '1', '1'], { looks: 'whole_number' }],
    ['postcodes', ['01000', '75001'], { looks: 'text' }],
    ['telephone numbers', ['+33612345678', '+4915112345678'], { looks: 'text' }],
    ['eighteen digits', ['123456789012345678'], { looks: 'whole_number' }],
    ['nineteen digits', ['1234567890123456789'], { looks: 'text' }],
    ['one bad value of ten', [...many('12', 9), 'n/a'], { looks: 'whole_number' }],
    ['one bad value of five', [...many('12', 4), 'n/a'], { looks: 'text' }],
    ['three bad values of fifty', [...many('12', 47), ...many('n/a', 3)], { looks: 'text' }],

    ['decimal comma', ['12,50', '3,1', '7'], { looks: 'decimal', decimalSign: ',', ambiguous: false }],
    ['decimal point', ['12.50', '3.1', '7'], { looks: 'decimal', decimalSign: '.', ambiguous: false }],
    ['thousands by point', ['1.234,56', '12,00'], { looks: 'decimal', decimalSign: ',' }],
    ['thousands by comma', ['1,234.56', '12.00'], { looks: 'decimal', decimalSign: '.' }],
    ['thousands by space', ['1 234,56', '12,00'], { looks: 'decimal', decimalSign: ',' }],
    ['thousands by no-break space', ['1\u00a0234,56'], { looks: 'decimal', decimalSign: ',' }],
    ['thousands by narrow no-break space', ['1\u202f234\u202f567,56'], { looks: 'decimal', decimalSign: ',' }],
    ['thousands by apostrophe', ["1'234.56"], { looks: 'decimal', decimalSign: '.' }],
    ['thousands by curly apostrophe', ['1’234.56'], { looks: 'decimal', decimalSign: '.' }],
    ['whole, thousands by space', ['1 234', '12'], { looks: 'whole_number', decimalSign: undefined, ambiguous: false }],
    ['whole, thousands by point twice', ['1.234.567', '1.234'], { looks: 'whole_number', decimalSign: ',', ambiguous: false }],
    ['thousand or one and a bit', ['1.234', '5.678', '90'], { looks: 'decimal', decimalSign: undefined, ambiguous: true }],
    ['the same with commas', ['1,234'], { looks: 'decimal', decimalSign: undefined, ambiguous: true }],
    ['a nought in front is no thousand', ['0,125', '1,234'], { looks: 'decimal', decimalSign: ',', ambiguous: false }],
    ['one other value tells', ['1.234', '5.678', '90.5'], { looks: 'decimal', decimalSign: '.', ambiguous: false }],
    ['both signs, neither rare', ['1,5', '1.5', '2,5', '2.5'], { looks: 'text' }],
    ['digits in groups that are none', ['12 34', '1.23.456'], { looks: 'text' }],
    ['many decimals', ['0.12345678901234567890'], { looks: 'decimal', decimalSign: '.' }],
    ['no whole part', [',5', '-,25'], { looks: 'decimal', decimalSign: ',' }],

    ['ISO days', ['2026-12-31', '2026-01-02'], { looks: 'date', dateOrder: 'ymd', ambiguous: false }],
    ['day first', ['25/12/2026', '01/02/2026'], { looks: 'date', dateOrder: 'dmy', ambiguous: false }],
    ['day first, points', ['25.12.2026', '1.2.2026'], { looks: 'date', dateOrder: 'dmy' }],
    ['month first', ['12/25/2026', '01/02/2026'], { looks: 'date', dateOrder: 'mdy', ambiguous: false }],
    ['third of April or fourth of March', ['03/04/2026', '05-06-2026'], { looks: 'date', dateOrder: undefined, ambiguous: true }],
    ['two-digit years', ['25/12/26', '01/02/27'], { looks: 'date', dateOrder: 'dmy', ambiguous: false }],
    ['two-digit years in front', ['99-12-31', '87-01-02'], { looks: 'date', dateOrder: 'ymd', ambiguous: false }],
    ['the 29th of February', ['29/02/2024', '29/02/00'], { looks: 'date', dateOrder: 'dmy' }],
    ['not the 29th of February', ['29/02/2023'], { looks: 'text' }],
    ['a bad date among many', [...many('25/12/2026', 19), '31/02/2026'], { looks: 'date', dateOrder: 'dmy' }],
    ['orders mixed', [...many('25/12/2026', 5), ...many('12/25/2026', 5)], { looks: 'text' }],
    ['separators mixed in a value', ['25/12-2026'], { looks: 'text' }],
    ['day and time', ['2026-12-31 23:59:59', '2026-12-31T00:00'], { looks: 'date_time', dateOrder: 'ymd' }],
    ['day and time with zone', ['2026-12-31T23:59:59.123Z', '2026-12-31 23:59:59+02:00'], { looks: 'date_time', dateOrder: 'ymd' }],
    ['day and time in German', ['25.12.2026, 14:30'], { looks: 'date_time', dateOrder: 'dmy' }],
    ['a time that is none', ['25.12.2026 25:30'], { looks: 'text' }],

    ['oui, non', ['oui', 'Non', 'OUI', null], { looks: 'boolean', nullable: true }],
    ['sí, no', ['Sí', 'No'], { looks: 'boolean' }],
    ['sim, não', ['SIM', 'NÃO'], { looks: 'boolean' }],
    ['vero, falso', ['vero', 'falso'], { looks: 'boolean' }],
    ['wahr, falsch, ja, nein', ['wahr', 'falsch', 'ja', 'nein'], { looks: 'boolean' }],
    ['true, false', ['true', 'FALSE'], { looks: 'boolean' }],
    ['t, f', ['t', 'f'], { looks: 'boolean' }],
    ['only f', ['f', 'f'], { looks: 'text' }],
    ['f, m', ['f', 'm', 'f'], { looks: 'text' }],

    ['e-mail', ['anna@example.com', 'zoë.o’hara+x@büro.example.de'], { looks: 'email' }],
    ['no e-mail', ['anna@example', '@example.com'], { looks: 'text' }],
    ['UUID', ['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'], { looks: 'uuid' }],
  ])('%s', (_, cells, expected) => {
    expect(readColumn(cells)).toMatchObject(expected)
  })
})
