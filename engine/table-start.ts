/** What tells where a table begins: how many fields a record has, how many of them are filled, and whether they could be names. */
export type RecordShape = {
  /** Empty lines stand before it. */
  afterBlank: boolean
  fields: number
  /** Fields up to the last one with a value. */
  full: number
  /** Fields with a value. */
  filled: number
  /** No value begins with a digit. */
  texty: boolean
}

/** So many records at the head may be none of the table. */
const LONGEST_PREAMBLE = 100
/** Fewer records below it prove nothing. */
const LEAST = 3
const MOSTLY = 0.6
const NEARLY_ALL = 0.8

/** The commonest count of at least two; 0 where there is none. */
export function commonest(counts: number[]): number {
  const seen = new Map<number, number>()
  for (const count of counts) if (count > 1) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}

/** Whether a record fits a table of this width: what it has more is empty. */
export const fits = ({ fields, full }: RecordShape, width: number) => full <= width && fields >= width

/**
 * Finds the first record of the table among records that are not blank: titles, dates and authors may stand above it, in fewer
 * fields than it has, or in as many of which most are empty.
 * @returns its place and the fields it has
 */
export function tableStart(records: RecordShape[]): { start: number; width: number } {
  const [first] = records
  if (!first) return { start: 0, width: 0 }
  const asItStands = { start: 0, width: first.fields }
  const rest = records.slice(1)
  if (
    first.filled > 1 &&
    first.filled >= first.fields * MOSTLY &&
    rest.filter((one) => fits(one, first.fields)).length >= rest.length * NEARLY_ALL
  )
    return asItStands
  const width = commonest(records.map(({ fields }) => fields))
  if (width === 0) return asItStands
  for (let start = 1; start < Math.min(records.length, LONGEST_PREAMBLE); start += 1) {
    const above = records.slice(0, start)
    const record = records[start] as RecordShape
    if (record.fields !== width || record.filled < Math.max(2, width * MOSTLY)) continue
    const behind = records.slice(start)
    if (behind.length < LEAST) return asItStands
    if (behind.filter((one) => fits(one, width)).length < behind.length * MOSTLY) return asItStands
    const titles = above.every(({ filled }) => filled === 1)
    const set = above.some(({ afterBlank }, index) => index > 0 && afterBlank) || record.afterBlank
    // What stands above must look like something else, and be set off or more than a line, lest a header be taken for it.
    const apart = above.every(({ filled, fields }) => filled <= 2 && (fields < width || filled < width * MOSTLY))
    if (record.texty ? (apart && (start > 1 || titles) && (width > 2 || start > 1)) || (set && apart) : titles && width > 2)
      return { start, width }
    return asItStands
  }
  return asItStands
}
