import type { Cell } from '#engine/detect-records.ts'

/** The columns' names: trimmed, on one line; none is empty (`column_3`) and none comes twice (`name_2`). */
export function headerNames(header: Cell[]): string[] {
  const given = header.map((cell, index) => (cell ?? '').replace(/\s+/gu, ' ').trim() || `column_${index + 1}`)
  const taken = new Set<string>()
  return given.map((name, index) => {
    let unique = name
    // A name that stands there literally keeps it, whichever comes first.
    for (let next = 2; taken.has(unique) || (unique !== name && given.indexOf(unique, index) >= 0); next += 1) unique = `${name}_${next}`
    taken.add(unique)
    return unique
  })
}
