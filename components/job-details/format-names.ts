import type { Encoding, SEPARATORS } from '#jobs/settings.ts'

/** Encodings have the same name in every language. */
export const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  'iso-8859-15': 'ISO-8859-15',
}

/** The name of a separator under `general.separators`. */
export const SEPARATOR_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe', ' ': 'space' } as const satisfies Record<
  (typeof SEPARATORS)[number],
  string
>
