import { expect } from 'vitest'
import type { DetectedColumn } from '#jobs/detection.ts'
import { importLike } from '#jobs/import-like.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import { test as base } from '#test/database.ts'

const test = base.extend('table', { scope: 'file' }, async ({ connection: { sql } }) => {
  await sql`create table clients (code int primary key, town text, paid date, twice int generated always as (code * 2) stored)`
  return { tableSchema: 'public', tableName: 'clients' }
})

const found = (name: string): DetectedColumn => ({
  name,
  looks: 'text',
  decimalSign: '.',
  dateOrder: 'ymd',
  ambiguous: false,
  nullable: false,
  longest: 1,
})
const mapped = (name: string, target: string | null, more: Partial<ColumnMapping> = {}): ColumnMapping => ({
  name,
  target,
  decimalSign: ',',
  dateOrder: 'dmy',
  ...more,
})
const free = (name: string, target: string | null): ColumnMapping => ({ name, target, decimalSign: '.', dateOrder: 'ymd' })

test('what the template says of a column goes with its name, new ones find their place, missing ones are left out', async ({
  db,
  table,
}) => {
  const settings = {
    format: { separator: ';' },
    columns: [mapped('Ort', 'town', { transforms: ['trim'] }), mapped('code', null), mapped('gone', 'paid')],
    operation: 'upsert',
    key: ['code'],
    calculated: [{ target: 'paid', expression: 'today()' }],
  }
  expect(await importLike(db, { ...table, settings }, ['Paid', 'code', 'Ort', 'town'].map(found))).toEqual({
    table: { schema: 'public', name: 'clients' },
    columns: [
      free('Paid', 'paid'),
      mapped('code', null),
      mapped('Ort', 'town', { transforms: ['trim'] }),
      // Its place is taken by what the template says.
      free('town', null),
    ],
    settings: { operation: 'upsert', key: ['code'], calculated: [{ target: 'paid', expression: 'today()' }] },
  })
})

test('a column that the table has no longer, or that cannot be filled, is nobody’s place', async ({ db, table }) => {
  const settings = { columns: [mapped('code', 'number'), mapped('town', 'twice')] }
  expect((await importLike(db, { ...table, settings }, ['code', 'town'].map(found)))?.columns).toEqual([
    free('code', 'code'),
    free('town', 'town'),
  ])
})

test('without its table a template has nothing to say', async ({ db }) => {
  const settings = { columns: [mapped('code', 'code')], key: ['code'] }
  expect(await importLike(db, { tableSchema: 'public', tableName: 'nowhere', settings }, [found('code')])).toBeUndefined()
  expect(await importLike(db, { tableSchema: null, tableName: null, settings }, [found('code')])).toBeUndefined()
})
