export type Query = Record<string, string | string[] | undefined>

/** The address's parameters with some of them changed, so that a filter here keeps what the list above is filtered by. */
export function queryWith(query: Query, changes: Record<string, string | undefined>): Record<string, string | string[]> {
  const entries = Object.entries({ ...query, ...changes })
  return Object.fromEntries(entries.filter((entry): entry is [string, string | string[]] => entry[1] !== undefined))
}
