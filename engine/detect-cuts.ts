import { type ReadRecords, readRecords } from '#engine/detect-records.ts'
import { type FileFormat, SEPARATORS } from '#jobs/settings.ts'

export type Cuts = Pick<FileFormat, 'separator' | 'quote'>

/** How much of the text the choice looks at, in characters: each separator and quote is tried on it. */
const LOOK_AT = 128 * 1024

/** Between equals, the sign that people also write within a field is the less likely separator. */
const LIKELINESS = { ',': 0.98, ';': 0.99, '\t': 1, '|': 1, ' ': 0.5 } as const satisfies Record<(typeof SEPARATORS)[number], number>

/** Finds separator and quote sign: those under which most records have as many fields as the header. */
export function detectCuts(text: string, { cut }: { cut: boolean }): Cuts {
  const head = text.slice(0, LOOK_AT)
  const options = { cut: cut || text.length > LOOK_AT }
  let best: { cuts: Cuts; score: number } | undefined
  for (const separator of SEPARATORS) {
    const double = readRecords(head, separator, '"', options)
    const single = head.includes("'") ? readRecords(head, separator, "'", options) : undefined
    const singleWins = single !== undefined && single.quoted > double.quoted && single.broken * 10 <= single.quoted
    const score = rate(singleWins ? single : double, LIKELINESS[separator])
    if (!best || score > best.score) best = { cuts: { separator, quote: singleWins ? "'" : '"' }, score }
  }
  return best?.cuts ?? { separator: ',', quote: '"' }
}

/** From 0 to 1: how regular the records are; more fields count for a little more, a single one for less. */
function rate({ records: [header, ...rest] }: ReadRecords, likeliness: number): number {
  const width = header?.length ?? 0
  if (width < 2) {
    // One column: separators that cut its values anyway are none.
    return (
      0.25 *
      regularity(
        rest.map((record) => record.length),
        1,
      )
    )
  }
  const counts = rest.map((record) => record.length)
  // Where the records agree with each other but not with the header, such as by a separator at each line's end.
  const own = Math.max(regularity(counts, width), 0.8 * regularity(counts, commonest(counts)))
  return own ** 2 * (1 - 1 / (width + 1)) * likeliness
}

const regularity = (counts: number[], width: number) =>
  width < 1 ? 0 : counts.length === 0 ? 1 : counts.filter((count) => count === width).length / counts.length

/** The commonest count of at least two. */
function commonest(counts: number[]): number {
  const seen = new Map<number, number>()
  for (const count of counts) if (count > 1) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}
