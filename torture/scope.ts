import type { COMMITS, DOUBLES, DUPLICATES, Encoding, OPERATIONS } from '#jobs/settings.ts'

/** What the random imports draw from: one list for all that the engine can do. */
export const SCOPE = {
  encodings: ['utf-8', 'utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as Encoding[],
  separators: [',', ';', '\t', '|'],
  lineEnds: ['\n', '\n', '\r\n', '\r', 'mixed'] as const,
  operations: ['insert'] as (typeof OPERATIONS)[number][],
  doubles: [] as (typeof DOUBLES)[number][],
  duplicates: [] as (typeof DUPLICATES)[number][],
  commits: ['as_it_goes'] as (typeof COMMITS)[number][],
}
