/** Text as Postgres holds it: what it cannot hold, a NUL or half of a character, becomes �. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

/** The same for all texts of a value that is written as JSON. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))

/** A name that a person gives, as it is kept; the empty string is none. */
export const storableName = (name: string, longest: number): string => storable(name.trim().replace(/\s+/g, ' ').slice(0, longest))
