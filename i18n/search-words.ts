import type { Locale } from '#i18n/locales.ts'

/** A word as a person typed it, and as a number where it is one written with their thousands separators: `1.234` is `1234`. */
export type SearchWord = { word: string; digits: string | null }

const MOST_WORDS = 8
const OPENING = /^[«»„“”"'‘’‹›()[\]¿¡]+/u
const CLOSING = /[«»„“”"'‘’‹›()[\].,;:!?…]+$/u
/** Spaces that stand between thousands, and between French words and their marks. */
const NARROW = '\u00a0\u202f'

/** What is searched for, word by word: marks around words do not count, and nobody types them. */
export function searchWords(text: string, locale: Locale): SearchWord[] {
  const group = new Intl.NumberFormat(locale).formatToParts(1_234_567).find(({ type }) => type === 'group')?.value ?? ''
  const spaced = NARROW.includes(group)
  const between = spaced ? `[ ${NARROW}]` : `[${NARROW}]`
  // What no text of the database can hold cannot be looked for in it either.
  const plain = text
    .toWellFormed()
    .replace(/\p{Control}/gu, ' ')
    .normalize('NFC')
  const joined = plain.replace(new RegExp(`(?<=\\d)${between}(?=\\d{3}(?!\\d))`, 'gu'), '')
  const grouped = spaced ? undefined : new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$`)
  const words = new Map<string, SearchWord>()
  for (const part of joined.split(/\s+/u)) {
    const word = part.replace(OPENING, '').replace(CLOSING, '') || part
    if (word) words.set(word, { word, digits: grouped?.test(word) ? word.replaceAll(group, '') : null })
  }
  return [...words.values()].slice(0, MOST_WORDS)
}

/** As words are compared in sentences: without accents, in small letters, with the apostrophe of the keyboard. */
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")

/** Where the words stand in what the reader sees, from and up to, in order and apart; for marking them. */
export function findWords(text: string, words: readonly SearchWord[]): [number, number][] {
  if (words.length === 0) return []
  const plain = unfold(text, false)
  const numbers = unfold(text, true)
  const found: [number, number][] = []
  for (const { word, digits } of words) {
    const inNumber = digits ?? (/^\d+$/.test(word) ? word : null)
    const [within, wanted] = inNumber === null ? [plain, fold(word)] : [numbers, inNumber]
    for (let at = within.text.indexOf(wanted); wanted && at >= 0; at = within.text.indexOf(wanted, at + wanted.length))
      found.push([within.places[at] ?? 0, (within.places[at + wanted.length - 1] ?? 0) + 1])
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const apart: [number, number][] = []
  for (const [from, to] of found) {
    const last = apart.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

/** The folded text with the place that each of its signs has in the original; without what separates thousands, if wished. */
function unfold(text: string, numbers: boolean): { text: string; places: number[] } {
  let folded = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (numbers && /[.,'’ \u00a0\u202f]/.test(sign) && /\d/.test(text[at - 1] ?? '') && /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5)))
      continue
    for (const one of fold(sign)) {
      folded += one
      places.push(at)
    }
  }
  return { text: folded, places }
}
