import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { Control } from '#engine/control.ts'
import { isConnectionLoss } from '#engine/problem.ts'
import { copyIn, copyOut, inTransaction, withSession } from '#engine/session.ts'
import { test } from '#test/database.ts'

test('a transaction whose connection is lost between two statements writes nothing, and its second half nothing either', async ({
  connection,
  sql,
}) => {
  await sql`create table halves (id int)`
  const own = connection.single()
  const outcome = await inTransaction(own, 'begin', async () => {
    await own`insert into halves values (1)`
    const [row] = await own`select pg_backend_pid() as pid`
    await sql`select pg_terminate_backend(${row?.pid})`
    await new Promise((resolve) => setTimeout(resolve, 100))
    await own`insert into halves values (2)`
    return true
  }).catch((error) => error)
  expect(isConnectionLoss(outcome)).toBe(true)
  expect([...(await sql`select id from halves`)]).toEqual([])
})

test('what the server refuses at the end of a COPY is heard, and the session goes on', async ({ connection, sql }) => {
  await sql`create table parents (id int primary key)`
  await sql`create table children (parent int references parents)`
  const own = connection.single()
  await expect(copyIn(own, 'copy children from stdin', Buffer.from('1\n'))).rejects.toMatchObject({ code: '23503' })
  await expect(copyIn(own, 'copy nowhere from stdin', Buffer.from('1\n'))).rejects.toMatchObject({ code: '42P01' })
  await copyIn(own, 'copy parents from stdin', Buffer.from('1\n'))
  await copyIn(own, 'copy children from stdin', Buffer.from('1\n'))
  expect([...(await sql`select parent from children`)]).toEqual([{ parent: 1 }])
  await own.end()
})

test('a COPY to the client comes to its end however slowly it is read', async ({ connection }) => {
  const own = connection.single()
  for (const rows of [0, 1, 5_000, 200_000]) {
    let bytes = 0
    for await (const data of copyOut(own, `copy (select repeat('x', 9) from generate_series(1, ${rows})) to stdout`)) {
      bytes += data.length
      if (bytes % 7 === 0) await new Promise(setImmediate)
    }
    expect(bytes).toBe(rows * 10)
    expect([...(await own`select 1 as one`)]).toEqual([{ one: 1 }])
  }
  await own.end()
})

test.for([
  ['the statement in flight is ended when the grace is over', 0],
  ['the next statement is ended where the grace is over between two', 200],
] as const)('%s', async ([, idleMs], { connection }) => {
  const control = new Control()
  const run = withSession(
    connection,
    control,
    async ({ sql }) => {
      control.stop('pause', { graceMs: 50 })
      await delay(idleMs)
      await sql`select pg_sleep(60)`
    },
    async () => {},
  )
  await expect(run).rejects.toMatchObject({ code: '57014' })
})
