import { connect as netConnect, type Socket } from 'node:net'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { guardTransactions } from '#db/begin.ts'
import { countRowsFromFirst } from '#db/rows-from-first.ts'
import * as schema from '#db/schema.ts'

export type Db = PostgresJsDatabase<typeof schema>
/** A database or a transaction of one: what a verb needs. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db
export type Sql = postgres.Sql

export type Connection = {
  db: Db
  sql: Sql
  /**
   * A connection of one's own, outside of the pool, for transactions that go over many steps: the pool's reserved ones hang
   * for ever once they are lost.
   */
  single: () => Sql
  close: () => Promise<void>
}

/**
 * Opens a pool. `db` speaks Drizzle, `sql` the driver itself, for COPY and LISTEN.
 * @param name shown in pg_stat_activity
 */
export function connect(url: string, { name, max = 10 }: { name: string; max?: number }): Connection {
  const options = {
    onnotice: () => {},
    // Asked for types, a new connection ends the process if it is lost before the answer. Only arrays would need them.
    fetch_types: false,
    connection: { application_name: name, DateStyle: 'ISO, YMD', TimeZone: 'UTC' },
    socket: promptSocket,
  } as postgres.Options<Record<string, never>>
  const sql = postgres(url, { ...options, max })
  guardTransactions(sql)
  countRowsFromFirst(sql)
  const db = drizzle({ client: sql, schema })
  return { db, sql, single: () => single(url, options), close: () => sql.end({ timeout: 5 }) }
}

/** One connection, which is never replaced by another behind its user's back: a transaction must not lose its first half. */
function single(url: string, options: postgres.Options<Record<string, never>>): Sql {
  const sql: Sql = postgres(url, {
    ...options,
    max: 1,
    max_lifetime: null,
    onclose: () => void sql.end({ timeout: 0 }).catch(() => {}),
  })
  return sql
}

type Address = { host: string[]; port: number[]; path?: string | null }

/**
 * The driver writes the parts of a COPY one by one, and a socket left to itself holds the second back until the first is
 * acknowledged: 80 ms a COPY on one machine. Connecting is left to go on by itself; the driver hears of its failure.
 */
const promptSocket = ({ host: [host], port: [port], path }: Address): Socket =>
  path ? netConnect({ path }) : netConnect({ host, port: port as number, noDelay: true })
