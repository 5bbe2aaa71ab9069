import { mapLiterals } from '#messages/map-literals.ts'

const NO_BREAK = '\u00A0'
const NARROW_NO_BREAK = '\u202F'

/** Words that stand as the glossary has them. */
const VERBATIM = new Set(['status.running'])

/** A catalog with every message set by `typeset`. */
export function typesetCatalog(locale: string, catalog: object, path: string[] = []): object {
  return Object.fromEntries(
    Object.entries(catalog).map(([name, value]) => {
      const place = [...path, name]
      return [name, typeof value === 'string' ? typeset(locale, place.join('.'), value) : typesetCatalog(locale, value, place)]
    }),
  )
}

/** A message as a printer would set it: real apostrophes and ellipses, one space at a time, and the spaces that a language demands. */
export function typeset(locale: string, key: string, message: string): string {
  if (VERBATIM.has(key)) return message
  return mapLiterals(message, (words) => {
    const set = words
      .replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
      .replaceAll('...', '…')
      .replace(/ {2,}/g, ' ')
    return SPACES[new Intl.Locale(locale).language]?.(set) ?? set
  })
}

/** What single languages ask of the spaces beside their signs. */
const SPACES: Record<string, (words: string) => string> = {
  // What is left out stands apart, where it is not the end of a word.
  de: (words) => words.replace(/(?<=\p{L}) ?…/gu, `${NO_BREAK}…`),
  fr: (words) => withFrenchSpaces(words),
}

/** French keeps its signs at a distance, and on the same line. */
const withFrenchSpaces = (words: string): string =>
  words
    .replace(/«[ \u00A0]?(?=\S|$)/g, `«${NARROW_NO_BREAK}`)
    .replace(/(?<!\s)»|[ \u00A0]»/g, `${NARROW_NO_BREAK}»`)
    .replace(/(?<!\s)[;!?](?=\s|$)|[ \u00A0][;!?](?=\s|$)/g, (sign) => `${NARROW_NO_BREAK}${sign.trim()}`)
    .replace(/(?<!\s):(?=\s|$)|[ \u202F]:(?=\s|$)/g, `${NO_BREAK}:`)
