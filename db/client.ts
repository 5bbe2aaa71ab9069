import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from '#db/schema.ts'

export type Db = PostgresJsDatabase<typeof schema>
/** A database or a transaction of one: what a verb needs. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db
export type Sql = postgres.Sql

export type Connection = { db: Db; sql: Sql; close: () => Promise<void> }

/**
 * Opens a pool. `db` speaks Drizzle, `sql` the driver itself, for COPY and LISTEN.
 * @param name shown in pg_stat_activity
 */
export function connect(url: string, { name, max = 10 }: { name: string; max?: number }): Connection {
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connection: { application_name: name, DateStyle: 'ISO, YMD', TimeZone: 'UTC' },
    // Drizzle turns the parsers of dates off on its client, so the driver's own queries get a client that shares nothing with it.
  })
  const db = drizzle({ client: sql, schema })
  return { db, sql, close: () => sql.end({ timeout: 5 }) }
}
