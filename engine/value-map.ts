import type { ValueMap } from '#jobs/settings.ts'

/** `stranger`: the map does not name the value. */
export type Mapped = { value: string | null; stranger: 'kept' | 'warned' | 'refused' | null }

/** What a map makes of values. Of two pairs for the same value the first counts; an empty value that none names stays empty. */
export function valueMapOf({ pairs, otherwise, use }: ValueMap): (value: string | null) => Mapped {
  const found = new Map<string | null, Mapped>()
  for (const { from, to } of pairs) if (!found.has(from)) found.set(from, { value: to, stranger: null })
  const empty: Mapped = { value: null, stranger: null }
  return (value) => {
    const named = found.get(value)
    if (named) return named
    if (value === null) return empty
    if (otherwise === 'use') return { value: use, stranger: null }
    return { value, stranger: otherwise === 'keep' ? 'kept' : otherwise === 'warn' ? 'warned' : 'refused' }
  }
}
