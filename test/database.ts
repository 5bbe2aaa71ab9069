import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, inject } from 'vitest'
import { type Connection, connect } from '#db/client.ts'
import { openQueue } from '#db/queue.ts'
import type { Role } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'

/**
 * A test with a database of its file's own, a copy of the migrated one: `url`, `connection`, `db` and `sql` are the database,
 * `as(role)` is the context of a person with that role, `context` an operator's. Files that jobs store go to a folder that
 * lasts as long.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what the fixture needs
  .extend('url', { scope: 'file' }, async ({}, { onCleanup }) => {
    const template = new URL(inject('templateUrl'))
    const name = `test_${randomUUID().replaceAll('-', '')}`
    const server = connect(new URL('/postgres', template).href, { name: 'quayside test', max: 1 })
    // Postgres copies a database only while nobody else copies it.
    await server.sql`select pg_advisory_lock(1)`
    await server.sql.unsafe(`create database ${name} template ${template.pathname.slice(1)}`)
    await server.close()
    onCleanup(async () => {
      const last = connect(new URL('/postgres', template).href, { name: 'quayside test', max: 1 })
      // Postgres waits for those that are just leaving; whoever is put out instead tells that as an error, maybe to nobody.
      await last.sql.unsafe(`drop database ${name}`)
      await last.close()
    })
    return new URL(`/${name}`, template).href
  })
  .extend('connection', { scope: 'file' }, async ({ url }, { onCleanup }): Promise<Connection> => {
    const folder = await mkdtemp(join(tmpdir(), 'quayside-test-files-'))
    process.env.QUAYSIDE_DATA_DIR = folder
    const connection = connect(url, { name: 'quayside test', max: 10 })
    onCleanup(async () => {
      await connection.close()
      await rm(folder, { recursive: true, force: true })
    })
    return connection
  })
  .extend('queue', { scope: 'file' }, async ({ url }, { onCleanup }) => {
    const queue = await openQueue(url, {
      role: 'sender',
      onError: (error) => {
        throw error
      },
    })
    onCleanup(() => queue.stop())
    return queue
  })
  .extend('db', ({ connection }) => connection.db)
  .extend('sql', ({ connection }) => connection.sql)
  .extend(
    'as',
    ({ connection, queue }) =>
      (role: Role): Context => ({ db: connection.db, queue, actor: { name: 'Ada', role } }),
  )
  .extend('context', ({ as }) => as('operator'))
