import type { Transform } from '#jobs/settings.ts'

/** The same letters in every language: an i is made an I in Turkey too. */
const TRANSFORM: Record<Transform, (text: string) => string> = {
  trim: (text) => text.trim(),
  squeeze: (text) => text.replace(/\s+/gu, ' '),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  // The first letter of the text, behind an opening sign too; the others stay as they are.
  capitalize: (text) => text.replace(/^[\s\p{P}]*\p{L}/u, (start) => start.toUpperCase()),
  digits: (text) => text.replace(/[^0-9]+/g, ''),
}

/** One transformation out of several, in their order. A text of which nothing is left is no value. */
export function transformOf(transforms: Transform[]): (text: string) => string | null {
  const steps = transforms.map((name) => TRANSFORM[name])
  return (text) => steps.reduce((given, step) => step(given), text) || (text === '' ? '' : null)
}
