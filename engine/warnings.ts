import { type Converted, OK } from '#engine/convert.ts'

type Code = 'import.value_left_empty' | 'import.value_not_in_map'

/** The values of one column that were worth a warning, in the order of the records. */
type Told = { column: string; code: Code; at: number[]; values: string[] }

/** What is worth telling of the records of a chunk that go in all the same: by column and kind. */
export type Warnings = Map<string, Told>

/** Longest value kept with a warning, in characters: it is an example. */
const EXAMPLE_LIMIT = 200

/** @param at position of the record in the chunk; never less than that of an earlier call */
export function warn(warnings: Warnings, at: number, column: string, code: Code, value: string): void {
  const key = `${code} ${column}`
  let told = warnings.get(key)
  if (!told) {
    told = { column, code, at: [], values: [] }
    warnings.set(key, told)
  }
  told.at.push(at)
  // JSON in Postgres takes no half of a character.
  told.values.push(value.slice(0, EXAMPLE_LIMIT).toWellFormed())
}

/** As the journal tells it: how many, and the first of them. */
export type WarningEntry = { code: Code; params: { column: string; count: number; record: number; value: string } }

/**
 * What to tell of the chunk's records from `from` up to `to`, those that were refused left out.
 * @param firstRecord number of the chunk's first record
 */
export function warningsOf({ warnings, fates }: Converted, from: number, to: number, firstRecord: number): WarningEntry[] {
  return [...warnings.values()].flatMap(({ column, code, at, values }) => {
    let entry: WarningEntry | undefined
    for (let i = firstFrom(at, from); i < at.length && (at[i] as number) < to; i += 1) {
      const position = at[i] as number
      if (fates[position] !== OK) continue
      entry ??= { code, params: { column, count: 0, record: firstRecord + position, value: values[i] as string } }
      entry.params.count += 1
    }
    return entry ? [entry] : []
  })
}

/** Index of the first position that is not before `from`. */
function firstFrom(at: number[], from: number): number {
  let [low, high] = [0, at.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] as number) < from) low = middle + 1
    else high = middle
  }
  return low
}
