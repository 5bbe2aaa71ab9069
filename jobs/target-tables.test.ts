import { expect } from 'vitest'
import { describeTable, listTargetTables } from '#jobs/target-tables.ts'
import { test } from '#test/database.ts'

test('names are taken as they stand, whatever they hold', async ({ db, sql }) => {
  await sql.unsafe(
    `create schema "Ventes d'été"; create table "Ventes d'été"."Le ""grand"" Livre.2026" ("N° d'ordre" int not null, "MONTANT ""TTC""" numeric(10,2))`,
  )
  const name = { schema: "Ventes d'été", name: 'Le "grand" Livre.2026' }
  expect(await listTargetTables(db)).toContainEqual(name)
  expect(await describeTable(db, name)).toEqual({
    ...name,
    ordinary: true,
    columns: [
      { name: "N° d'ordre", type: 'integer', required: true, writable: true, nullable: false, key: null },
      { name: 'MONTANT "TTC"', type: 'numeric(10,2)', required: false, writable: true, nullable: true, key: null },
    ],
  })
  expect(await describeTable(db, { ...name, name: name.name.toLowerCase() })).toBeUndefined()
})

test('a column is required unless the table fills it', async ({ db, sql }) => {
  await sql`create table filled (
    id bigint generated always as identity, serial serial, plain text not null, free text, defaulted text not null default '',
    doubled int not null generated always as (2) stored, seen varchar(40) not null)`
  await sql`alter table filled drop column free`
  const table = await describeTable(db, { schema: 'public', name: 'filled' })
  expect(table?.columns.map(({ name }) => name)).toEqual(['id', 'serial', 'plain', 'defaulted', 'doubled', 'seen'])
  expect(table?.columns.filter(({ required }) => required).map(({ name }) => name)).toEqual(['plain', 'seen'])
  expect(table?.columns.filter(({ writable }) => !writable).map(({ name }) => name)).toEqual(['doubled'])
})

test('the key is the primary key in its own order, or else a unique key without nulls', async ({ db, sql }) => {
  const keyOf = async (definition: string) => {
    await sql.unsafe(`drop table if exists keyed; create table keyed (${definition})`)
    const columns = (await describeTable(db, { schema: 'public', name: 'keyed' }))?.columns ?? []
    return columns
      .filter(({ key }) => key !== null)
      .sort((a, b) => (a.key ?? 0) - (b.key ?? 0))
      .map(({ name, key }) => `${name} ${key}`)
  }
  expect(await keyOf('a int, b int, c int unique not null, primary key (b, a)')).toEqual(['b 1', 'a 2'])
  expect(await keyOf('a int not null, b int not null, c int unique, unique (b, a)')).toEqual(['b 1', 'a 2'])
  expect(await keyOf('a int, b int, c text, primary key (a) include (b)')).toEqual(['a 1'])
  expect(await keyOf('a int unique, b int, unique (a, b)')).toEqual([])
  expect(await keyOf('a int')).toEqual([])
})

test('own tables, views and what is not there are no targets', async ({ db, sql }) => {
  await sql`create view seen as select 1 as one`
  expect(await describeTable(db, { schema: 'public', name: 'seen' })).toBeUndefined()
  expect(await describeTable(db, { schema: 'quayside', name: 'jobs' })).toBeUndefined()
  expect(await describeTable(db, { schema: 'pg_catalog', name: 'pg_class' })).toBeUndefined()
  expect((await listTargetTables(db)).filter(({ schema }) => /^(quayside|pg_)/.test(schema))).toEqual([])
})

test('a partitioned table and one without columns are described as they are', async ({ db, sql }) => {
  await sql`create table parted (id int primary key) partition by range (id)`
  await sql`create table bare ()`
  expect(await describeTable(db, { schema: 'public', name: 'parted' })).toMatchObject({
    ordinary: false,
    columns: [{ name: 'id', key: 1 }],
  })
  expect(await describeTable(db, { schema: 'public', name: 'bare' })).toMatchObject({ ordinary: true, columns: [] })
})
