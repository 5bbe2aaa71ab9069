import { COMMITS, DOUBLES, DUPLICATES, type Encoding, OPERATIONS } from '#jobs/settings.ts'

/** What the random imports draw from; what stands in a list twice is drawn more often. */
export const SCOPE = {
  encodings: ['utf-8', 'utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] satisfies Encoding[],
  packings: ['none', 'none', 'none', 'none', 'none', 'gzip'] as const,
  separators: [',', ';', '\t', '|', '||', '; '],
  quotes: ['"', '"', "'"] as const,
  escapes: ['doubled', 'doubled', 'backslash'] as const,
  lineEnds: ['\n', '\n', '\r\n', '\r', 'mixed'] as const,
  operations: ['insert', 'insert', 'insert', ...OPERATIONS] as const,
  doubles: DOUBLES,
  duplicates: DUPLICATES,
  commits: ['as_it_goes', ...COMMITS] as const,
}
