import { mapLiterals } from '#messages/map-literals.ts'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'áƀçđéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶŁṀÑÖÞɊŔŠŢÛṼŴẊÝŽ'
const ACCENTS = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]))

/**
 * A catalog in a language that nobody speaks, made from a real one: no letter stays plain, sentences are 40 % longer and stand
 * in ⟦brackets⟧, arguments and plurals are kept. What a page shows in plain letters has not come from its catalog; what bursts
 * has no room for German either.
 */
export function makePseudo<Catalog extends object>(catalog: Catalog): Catalog {
  const entries = Object.entries(catalog).map(([key, value]) => {
    if (key === 'addresses') return [key, Object.fromEntries(Object.entries(value).map(([part, word]) => [part, `${word}-x`]))]
    return [key, typeof value === 'string' ? pseudoMessage(value) : makePseudo(value)]
  })
  return Object.fromEntries(entries)
}

export const pseudoMessage = (message: string): string => `⟦${mapLiterals(message, pseudoText)}⟧`

/** Vowels are two of five letters: said twice, they make the sentence as much longer. */
function pseudoText(text: string): string {
  return [...text.normalize('NFD').replace(/\p{Mn}/gu, '')]
    .map((letter) => {
      const accented = ACCENTS.get(letter) ?? letter
      return /[aeiou]/.test(letter) ? accented + accented : accented
    })
    .join('')
}
