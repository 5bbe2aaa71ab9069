import { describe, expect } from 'vitest'
import type { Db, Sql } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import { previewRepair } from '#engine/preview-repair.ts'
import { suggestRepairs } from '#engine/suggest-repairs.ts'
import type { Context } from '#jobs/context.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { Repair, RepairPreview, RepairSuggestion } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { type ColumnMapping, fileFormat } from '#jobs/settings.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const COUNTRIES = {
  pairs: [
    { from: 'Österreich', to: 'AT' },
    { from: 'Frankreich', to: 'FR' },
  ],
  otherwise: 'reject' as const,
  use: null,
}
const COLUMNS = ['id', 'born', 'amount', 'country', 'note'].map(
  (name): ColumnMapping => ({ name, target: name, decimalSign: ',', dateOrder: 'dmy', ...(name === 'country' && { map: COUNTRIES }) }),
)

type Given = { raw: string; code: RejectReason; column?: string; params?: Record<string, number | string> }

let tables = 0
async function jobWith(db: Db, sql: Sql, given: Given[], more: Partial<typeof rejects.$inferInsert> = {}): Promise<number> {
  const tableName = `previewed_${++tables}`
  await sql.unsafe(
    `create table ${tableName} (id int not null, born date, amount numeric(8, 2), country varchar(2), note varchar(5) not null default '')`,
  )
  const settings = { fileId: '7b5e3d8e-29d5-4b1b-8f1c-1f7f0f6a3c11', format: fileFormat.parse({ separator: ';' }), columns: COLUMNS }
  const jobId = await insertJob(db, 'finished', { settings, tableSchema: 'public', tableName, rejects: given.length })
  for (let from = 0; from < given.length; from += 1000)
    await db.insert(rejects).values(
      given.slice(from, from + 1000).map(({ raw, code, column = null, params = {} }, i) => ({
        ...{ jobId, record: from + i + 1, line: from + i + 2, kind: 'value' as const, column, value: null, code, params, raw },
        ...more,
      })),
    )
  return jobId
}

async function preview(context: Context, jobId: number, repair: Repair, selection: RejectSelection = {}): Promise<RepairPreview> {
  const outcome = await previewRepair(context, { jobId, selection, repair })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

async function suggest(context: Context, jobId: number, selection: RejectSelection = {}): Promise<RepairSuggestion[]> {
  const outcome = await suggestRepairs(context, { jobId, selection })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

const dates = (...values: string[]) => values.map((value): Given => ({ raw: `1;${value};1;;a`, code: 'not_a_date', column: 'born' }))

describe('a preview', () => {
  test('says what changes, what is then fit, and why the rest is not', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [
      ...dates('12/31/2001', '02/13/2001', 'never'),
      { raw: '1;12/31/2001;1;;much too long', code: 'not_a_date', column: 'born' },
      { raw: '1;"12/31/2001', code: 'broken_quote' },
    ])
    expect(await preview(context, jobId, { kind: 'date_order', column: 'born', order: 'mdy' })).toEqual({
      concerned: 5,
      sampled: 5,
      changed: 3,
      unwritable: 1,
      fit: 2,
      refusals: expect.arrayContaining([
        { code: 'not_a_date', column: 'born', count: 1 },
        { code: 'too_long', column: 'note', count: 1 },
        { code: 'broken_quote', column: null, count: 1 },
      ]),
      columns: ['id', 'born', 'amount', 'country', 'note'],
      examples: expect.arrayContaining([
        {
          record: 1,
          line: 2,
          before: { raw: '1;12/31/2001;1;;a', cells: ['1', '12/31/2001', '1', null, 'a'] },
          after: { raw: '1;31/12/2001;1;;a', cells: ['1', '31/12/2001', '1', null, 'a'] },
        },
      ]),
    })
    expect(await sql`select count(*)::int from quayside.rejects where job_id = ${jobId} and repaired is not null`).toEqual([{ count: 0 }])
  })

  test('of a record that is written anew shows it whole', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw: '1;"x', code: 'broken_quote' }])
    const found = await preview(context, jobId, { kind: 'raw', text: '1;;2,5;;a' }, { records: [1] })
    expect(found).toMatchObject({
      changed: 1,
      fit: 1,
      examples: [{ before: { raw: '1;"x', cells: null }, after: { cells: ['1', null, '2,5', null, 'a'] } }],
    })
  })

  test('looks at the first ones of a large group, and counts all', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, dates(...Array.from({ length: 2500 }, () => '12/31/2001')))
    expect(await preview(context, jobId, { kind: 'clear', column: 'born' })).toMatchObject({
      concerned: 2500,
      sampled: 2000,
      changed: 2000,
      fit: 2000,
    })
  })

  test('speaks of what is open, and of it as it was repaired before', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, dates('x'), { repaired: '7;31/12/2001;1;;a' })
    expect(await preview(context, jobId, { kind: 'set', column: 'id', value: '8' })).toMatchObject({
      fit: 1,
      examples: [{ before: { raw: '7;31/12/2001;1;;a' }, after: { raw: '8;31/12/2001;1;;a' } }],
    })
    await sql`update quayside.rejects set state = 'discarded' where job_id = ${jobId}`
    expect(await preview(context, jobId, { kind: 'clear', column: 'id' })).toMatchObject({ concerned: 0, fit: 0, examples: [] })
  })
})

describe('suggestions', () => {
  test('of dates: the order in which they can be read, then what else there is', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, dates('12/31/2001', '02/13/2001', '03/14/2001', 'never'))
    const found = await suggest(context, jobId)
    expect(found.map(({ repair, mends }) => [repair.kind, mends])).toEqual([
      ['date_order', 0.75],
      ['map', null],
      ['clear', 1],
    ])
    expect(found[0]?.repair).toEqual({ kind: 'date_order', column: 'born', order: 'mdy' })
  })

  test('promise no more than the preview then says: what another column still refuses is not mended', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [
      ...dates('12/31/2001', '02/13/2001', '03/14/2001'),
      { raw: '1;12/31/2001;1;;much too long', code: 'not_a_date', column: 'born' },
    ])
    const [best] = await suggest(context, jobId)
    const order: Repair = { kind: 'date_order', column: 'born', order: 'mdy' }
    expect(best).toEqual({ repair: order, mends: 0.75, open: false })
    expect(await preview(context, jobId, order)).toMatchObject({ sampled: 4, fit: 3 })
  })

  test('offer what mends one fault of records that have two, without a promise', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw: '1;12/31/2001;1;;much too long', code: 'not_a_date', column: 'born' }])
    expect((await suggest(context, jobId)).map(({ repair, mends }) => [repair.kind, mends])).toEqual([
      ['date_order', 0],
      ['map', null],
      ['clear', 0],
    ])
  })

  test('of numbers: the other decimal sign', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw: '1;;1,234.50;;a', code: 'not_a_number', column: 'amount' }])
    expect(await suggest(context, jobId)).toContainEqual({
      repair: { kind: 'decimal_sign', column: 'amount', sign: '.' },
      mends: 1,
      open: false,
    })
  })

  test('of values that a map does not name: those that it does, however they are written', async ({ db, sql, context }) => {
    const refused = (country: string): Given => ({ raw: `1;;1;${country};a`, code: 'not_in_map', column: 'country' })
    const jobId = await jobWith(db, sql, [refused('FRANKREICH '), refused('osterreich'), refused('FRANKREICH ')])
    const pairs = [
      { from: 'FRANKREICH ', to: 'Frankreich' },
      { from: 'osterreich', to: 'Österreich' },
    ]
    expect((await suggest(context, jobId))[0]).toEqual({ repair: { kind: 'map', column: 'country', pairs }, mends: 1, open: false })
  })

  test('of what is missing: a value that a person gives; a value may not be cleared that there must be', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw: ';;1;;a', code: 'required', column: 'id' }])
    expect(await suggest(context, jobId)).toEqual([{ repair: { kind: 'fill', column: 'id', value: '' }, mends: null, open: true }])
    const other = await jobWith(db, sql, [{ raw: 'x;;1;;a', code: 'not_a_whole_number', column: 'id' }])
    expect((await suggest(context, other)).map(({ repair }) => repair.kind)).toEqual(['map'])
  })

  test.for<[RejectReason, string, string | undefined, Repair]>([
    ['too_long', '1;;1;;much too long', 'note', { kind: 'cut', column: 'note', length: 5 }],
    ['too_many_fields', '1;;1;;a;b', undefined, { kind: 'drop_surplus' }],
    ['too_few_fields', '1;;1', undefined, { kind: 'fill_missing' }],
  ])('of %s', async ([code, raw, column, repair], { db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw, code, ...(column !== undefined && { column }), params: { limit: 5 } }])
    expect((await suggest(context, jobId))[0]).toMatchObject({ repair, open: false })
  })

  test('of bytes that are no text: what is to stand in their place', async ({ db, sql, context }) => {
    const jobId = await jobWith(db, sql, [{ raw: '1;;1;;a\uFFFDb', code: 'invalid_characters' }])
    expect(await suggest(context, jobId)).toEqual([
      { repair: { kind: 'replace', column: 'note', find: '\uFFFD', replace: '' }, mends: null, open: true },
    ])
  })

  test('of a key that is there already there is nothing to mend', async ({ db, sql, context }) => {
    expect(await suggest(context, await jobWith(db, sql, [{ raw: '1;;1;;a', code: 'unique', column: 'id' }]))).toEqual([])
  })
})

test('both are for those who may repair, of a job and a table that are there', async ({ db, sql, as, context }) => {
  const jobId = await jobWith(db, sql, dates('x'))
  const repair = { kind: 'clear', column: 'born' } as const
  const refused = (code: string) => ({ ok: false, refusal: { code } })
  expect(await previewRepair(as('viewer'), { jobId, selection: {}, repair })).toEqual(refused('forbidden'))
  expect(await suggestRepairs(as('viewer'), { jobId, selection: {} })).toEqual(refused('forbidden'))
  expect(await previewRepair(context, { jobId: 999_999, selection: {}, repair })).toEqual(refused('not_found'))
  expect(await suggestRepairs(context, { jobId: 999_999, selection: {} })).toEqual(refused('not_found'))
  expect(await previewRepair(context, { jobId, selection: {}, repair: { kind: 'clear', column: 'no such' } })).toEqual(refused('invalid'))
  await sql.unsafe(`drop table previewed_${tables}`)
  expect(await previewRepair(context, { jobId, selection: {}, repair })).toEqual(refused('table_missing'))
  expect(await suggestRepairs(context, { jobId, selection: {} })).toEqual(refused('table_missing'))
})
