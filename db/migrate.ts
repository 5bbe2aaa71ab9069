import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { connect } from '#db/client.ts'
import { LABEL_ORDER } from '#db/label-order.ts'
import { MOVES_TRIGGER } from '#db/moves-trigger.ts'
import { createQueue } from '#db/queue.ts'
import { SEARCH_INDEXES } from '#db/search-indexes.ts'
import { ROOT } from '#lib/env.ts'

/** Any number, the same everywhere: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_234_011

/** Brings the database to the schema of this version: tables, the guard of the moves, the queue. Safe to run again. */
export async function migrate(url: string): Promise<void> {
  const { db, close } = connect(url, { name: 'quayside migrate', max: 1 })
  try {
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await runMigrations(db, {
      migrationsFolder: join(ROOT, 'db/migrations'),
      migrationsSchema: 'quayside',
      migrationsTable: 'migrations',
    })
    await db.execute(sql.raw(MOVES_TRIGGER))
    await db.execute(sql.raw(LABEL_ORDER))
    await db.execute(sql.raw(SEARCH_INDEXES))
    await createQueue(url)
  } finally {
    await close()
  }
}
