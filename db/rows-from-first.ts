import type { Sql } from 'postgres'

type Result = unknown[]

/** Set once for all: every client's queries are of the one class. */
let mended = false

/**
 * Has every result begin with its first row. Where an answer breaks off in the midst of its rows, by an error or with the
 * connection, the driver counts the rows of the next answer on from there: before the first one it leaves holes.
 */
export function countRowsFromFirst(sql: Sql): void {
  if (mended) return
  mended = true
  // A query that nobody waits for is never sent.
  const { prototype } = sql`select`.constructor as { prototype: object }
  Object.defineProperty(prototype, 'resolve', {
    configurable: true,
    set(resolve: (result: unknown) => void) {
      Object.defineProperty(this, 'resolve', {
        value: (result: unknown) => resolve(Array.isArray(result) ? withoutHoles(result) : result),
        configurable: true,
        writable: true,
      })
    },
  })
}

/** In place, since a result has more to it than its rows. Of several statements at once each has a result, and the first alone can have holes. */
function withoutHoles(result: Result): Result {
  if (result.length > 0 && !(0 in result)) result.splice(0, Number(Object.keys(result)[0]))
  if (Array.isArray(result[0])) withoutHoles(result[0])
  return result
}
