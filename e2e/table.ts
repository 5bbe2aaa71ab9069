import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from '#db/client.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { filesOf, removeStored } from '#jobs/files.ts'
import type { JobStatus } from '#jobs/status.ts'
import { verbsFrom } from '#jobs/status.ts'

/** A table of a test's own, where its jobs read and write. */
export class Table {
  readonly name: string
  private readonly connection: Connection

  constructor(connection: Connection, name: string) {
    this.connection = connection
    this.name = name
  }

  /** Makes every row take so many seconds, so that there is time to look, pause and cancel. */
  async slowDown(seconds = 0.0005): Promise<void> {
    await this.connection.sql.unsafe(`
      create function e2e_slow_${this.name}() returns trigger language plpgsql as $$ begin perform pg_sleep(${seconds}); return new; end $$;
      create trigger slow before insert on ${this.name} for each row execute function e2e_slow_${this.name}()`)
  }

  async speedUp(): Promise<void> {
    await this.connection.sql.unsafe(`drop function e2e_slow_${this.name}() cascade`)
  }

  /** One row of figures about the table, such as `count(*)`. */
  async measure(figures: string): Promise<Record<string, unknown>> {
    const [row] = await this.connection.sql.unsafe(`select ${figures} from ${this.name}`)
    return { ...row }
  }

  /** Ends and forgets every job of the table, with its files, and the table. */
  async takeAway(): Promise<void> {
    const { db, sql } = this.connection
    const context: Context = { db, queue: { send: async () => {} }, actor: { name: 'e2e', role: 'administrator' } }
    const jobs = () => sql<{ id: number; status: JobStatus }[]>`select id::int, status from quayside.jobs where table_name = ${this.name}`
    for (const end = Date.now() + 30_000; ; await delay(50)) {
      const moving = (await jobs()).filter(({ status }) => verbsFrom(status).includes('cancel') || status === 'cancelling')
      if (moving.length === 0) break
      if (Date.now() > end) throw new Error(`jobs ${moving.map(({ id }) => id)} do not end`)
      for (const { id } of moving) await cancelJob(context, { jobId: id })
    }
    for (const { id } of await jobs()) {
      const files = await filesOf(db, id)
      await sql`delete from quayside.jobs where id = ${id}`
      for (const file of files) await removeStored(file.id)
    }
    await sql.unsafe(`drop table if exists ${this.name}; drop function if exists e2e_slow_${this.name}() cascade`)
  }
}

/** @param columns as in `create table` */
export async function createTable(connection: Connection, columns: string): Promise<Table> {
  const name = `e2e_${randomBytes(4).toString('hex')}`
  await connection.sql.unsafe(`create table ${name} (${columns})`)
  return new Table(connection, name)
}
