import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

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

export function pseudoMessage(message: string): string {
  const literals: [start: number, end: number][] = []
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal && element.location) literals.push([element.location.start.offset, element.location.end.offset])
      if (element.type === TYPE.tag) visit(element.children)
      if (element.type === TYPE.plural || element.type === TYPE.select) for (const { value } of Object.values(element.options)) visit(value)
    }
  }
  visit(parse(message, { captureLocation: true }))
  let written = ''
  let at = 0
  for (const [start, end] of literals) {
    written += message.slice(at, start) + pseudoText(message.slice(start, end))
    at = end
  }
  return `⟦${written}${message.slice(at)}⟧`
}

/** Vowels are two of five letters: said twice, they make the sentence as much longer. */
function pseudoText(text: string): string {
  return [...text.normalize('NFD').replace(/\p{Mn}/gu, '')]
    .map((letter) => {
      const accented = ACCENTS.get(letter) ?? letter
      return /[aeiou]/.test(letter) ? accented + accented : accented
    })
    .join('')
}
