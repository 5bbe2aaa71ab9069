import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { connect, type Tx } from '#db/client.ts'
import { test } from '#test/database.ts'

const pidOf = async (tx: Tx) => (await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`))[0]?.pid ?? 0

test.for([
  ['while a statement runs', (tx: Tx) => tx.execute(sql`select pg_sleep(5)`), 200],
  ['between two statements', (tx: Tx) => delay(300).then(() => tx.execute(sql`select 1`)), 100],
  ['before the commit', () => delay(300), 100],
] as const)(
  'a connection lost in a transaction, %s, fails the transaction and nothing else',
  async ([, work, after], { url, connection }) => {
    const { db, close } = connect(url, { name: 'lost', max: 1 })
    await connection.sql`create table if not exists lost (n int)`
    const transaction = db.transaction(async (tx) => {
      const pid = await pidOf(tx)
      await tx.execute(sql`insert into lost values (1)`)
      setTimeout(() => connection.sql`select pg_terminate_backend(${pid})`.catch(() => {}), after)
      await work(tx)
      await tx.execute(sql`insert into lost values (2)`)
    })
    await expect(transaction).rejects.toThrow()
    // What the driver sends after the loss, it sends at the next turn of the loop.
    await delay(50)
    expect(await connection.sql`select * from lost`).toEqual([])
    // The first one on the new connection may be told the last words of the old one.
    await db.transaction(pidOf).catch(() => db.transaction(pidOf))
    await close()
  },
)

test('an answer that breaks off in the midst of its rows leaves the next one whole', async ({ url }) => {
  const { db, sql: driver, close } = connect(url, { name: 'broken off', max: 1 })
  const breaksOff = 'select 1 / (3 - x) from generate_series(1, 5) x'
  await expect(driver.unsafe(breaksOff)).rejects.toThrow('division by zero')
  expect([...(await driver`select 'first' as row`)]).toEqual([{ row: 'first' }])

  await expect(db.execute(breaksOff)).rejects.toThrow()
  expect(await db.select({ one: sql<string>`'first'` }).from(sql`(select) s`)).toEqual([{ one: 'first' }])

  await expect(driver.unsafe(breaksOff)).rejects.toThrow('division by zero')
  const [first = [], second = []] = await driver.unsafe<Iterable<object>[]>(`select 'a' as row; select 'b' as row`)
  expect([[...first], [...second]]).toEqual([[{ row: 'a' }], [{ row: 'b' }]])
  await close()
})
