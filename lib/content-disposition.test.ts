import { expect, test } from 'vitest'
import { attachment } from '#lib/content-disposition.ts'

test('a name reaches old programs in plain letters and new ones in full', () => {
  expect(attachment('Prüfung (März) "neu".csv')).toBe(
    `attachment; filename="Prufung (Marz) _neu_.csv"; filename*=UTF-8''Pr%C3%BCfung%20%28M%C3%A4rz%29%20%22neu%22.csv`,
  )
})

test('no name breaks out of the header', () => {
  expect(attachment('a"\r\nX: y\\%.csv')).toBe(`attachment; filename="a___X: y__.csv"; filename*=UTF-8''a%22%0D%0AX%3A%20y%5C%25.csv`)
})
