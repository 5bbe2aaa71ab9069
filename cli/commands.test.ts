import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { COMMANDS } from '#cli/commands.ts'
import type { Db } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import { findJob } from '#jobs/find-job.ts'
import { writeJournal } from '#jobs/journal.ts'
import { takeLease } from '#jobs/lease.ts'
import { moveJob } from '#jobs/move.ts'
import { fileFormat, type ImportSettings } from '#jobs/settings.ts'
import { describeTable } from '#jobs/target-tables.ts'
import { env } from '#lib/env.ts'
import { quayside } from '#test/command.ts'
import { test as base } from '#test/database.ts'
import { insertJob, statusNow } from '#test/jobs.ts'
import { cell, row, xlsx } from '#test/xlsx.ts'
import { zip } from '#test/zip.ts'

const test = base.extend(
  'run',
  ({ url, connection }) =>
    (...args: string[]) =>
      // The folder of the files is made with the connection.
      connection && quayside(url, ...args),
)

const WORKER = '00000000-0000-4000-8000-000000000001'
const jsonOf = (out: string) => JSON.parse(out.endsWith('\n') && out.indexOf('\n') === out.length - 1 ? out : `not one line: ${out}`)

describe('import', () => {
  test('makes the table, the draft and the start', async ({ db, run }) => {
    await writeFile(join(env.dataDir, 'clients.csv'), 'Nom;Né le;Montant\nÉva;25/12/2025;1,5\n')
    const made = await run('import', 'clients.csv', '--into', 'public."Carnet.2026"', '--create', '--label', 'Clients mars', '--json')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(jsonOf(made.out)).toMatchObject({ kind: 'import', label: 'Clients mars', status: 'running', finishedAt: null, activeMs: 0 })
    const table = await describeTable(db, { schema: 'public', name: 'Carnet.2026' })
    expect(table?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['nom text', 'ne_le date', 'montant numeric'])
  })

  test('tells what was noticed in the file', async ({ run }) => {
    await writeFile(join(env.dataDir, 'titled.csv'), 'Rapport de mars\nid;nom;le\n1;Zoé;03/04/2026\n2;Max;05/06/2026\n')
    const noticed = await run('import', 'titled.csv', '--into', 'noticed', '--create', '--no-start', '--json')
    expect(jsonOf(noticed.out)).toMatchObject({
      status: 'editing',
      findings: [
        { code: 'preamble', params: { lines: 1 } },
        { code: 'date_order_ambiguous', params: { column: 'le', value: '03/04/2026', others: 0 } },
      ],
    })
    const told = await run('import', 'titled.csv', '--into', 'noticed', '--no-start')
    expect(told.out).toContain('  found preamble: {"lines":1}\n')
  })

  test('says in one line what stands in the way', { timeout: 90_000 }, async ({ sql, run }) => {
    await sql`create table other (unlike text)`
    await writeFile(join(env.dataDir, 'one.csv'), 'name;city\nAda;Paris\n')
    const refused = async (code: number, text: string, ...args: string[]) => {
      const answer = await run('import', ...args)
      expect(answer).toMatchObject({ code, err: expect.stringContaining(text) })
      expect(answer.err.trim().split('\n')).toHaveLength(1)
      return answer.out
    }
    await refused(2, '--into is missing', 'one.csv')
    await refused(2, 'FILE is missing', '--into', 'other')
    await refused(2, 'there is no file "gone.csv"', 'gone.csv', '--into', 'other')
    await refused(1, 'cannot finish: the table does not exist', 'one.csv', '--into', 'nowhere')
    await refused(1, 'the table other exists already', 'one.csv', '--into', 'other', '--create')
  })

  test('takes a sheet of a workbook, and a file of an archive, by name', { timeout: 90_000 }, async ({ db, run }) => {
    const sheets = {
      Notes: '',
      Clients: row(1, cell('A1', 't', 'Né le'), cell('B1', 't', 'Solde')) + row(2, cell('A2', 'n', 45351, 1), cell('B2', 'n', 1.5)),
    }
    await writeFile(join(env.dataDir, 'book.xlsx'), xlsx({ formats: [0, 14], sheets }))
    expect(await run('import', 'book.xlsx', '--into', 'of_sheet', '--sheet', 'Clients', '--create', '--no-start')).toMatchObject({
      code: 0,
      err: '',
    })
    const table = await describeTable(db, { schema: 'public', name: 'of_sheet' })
    expect(table?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['ne_le date', 'solde numeric'])
    expect(await run('import', 'book.xlsx', '--into', 'of_sheet', '--sheet', 'Clienti')).toMatchObject({
      code: 1,
      err: expect.stringContaining('the workbook has no such sheet, but Notes, Clients'),
    })

    await writeFile(
      join(env.dataDir, 'two.zip'),
      zip([
        { name: 'a.csv', content: 'x;y\n1;2\n' },
        { name: 'b.jsonl', content: '{"id":1,"tags":["x"]}\n' },
      ]),
    )
    expect(await run('import', 'two.zip', '--into', 'of_archive')).toMatchObject({
      code: 1,
      err: expect.stringContaining('choose a file of the archive with --member: a.csv, b.jsonl'),
    })
    expect(await run('import', 'two.zip', '--into', 'of_archive', '--member', 'b.jsonl', '--create', '--no-start')).toMatchObject({
      code: 0,
      err: '',
    })
    const archived = await describeTable(db, { schema: 'public', name: 'of_archive' })
    expect(archived?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['id bigint', 'tags text'])
  })
})

describe('the settings of an import', () => {
  const write = (name: string, text: string) => writeFile(join(env.dataDir, name), text)
  const draftOf = async (db: Db, out: string) => (await findJob(db, jsonOf(out).id))?.settings as ImportSettings

  test('come from a file and from options, over what was detected', async ({ db, sql, run }) => {
    await sql`create table staff (id int primary key, name text not null, place text, office text)`
    await write('staff.csv', 'id|name|Stadt|office\n1|Zoë|Köln|x\n2|Ädä|Bonn|y\n')
    await write(
      'staff.json',
      JSON.stringify({
        format: { encoding: 'utf-8', footer: 1 },
        columns: [
          { name: 'Stadt', target: 'place', transforms: ['upper'] },
          { name: 'name', onError: 'reject' },
        ],
        calculated: [{ target: 'office', expression: '"HQ " & [office]' }],
        operation: 'update',
        stopAfter: { rejects: 10 },
      }),
    )
    const made = await run(
      'import',
      'staff.csv',
      '--into',
      'staff',
      '--settings',
      'staff.json',
      '--operation',
      'upsert',
      '--key',
      'id, name',
      '--no-start',
      '--json',
    )
    expect(made).toMatchObject({ code: 0, err: '' })
    const { format, columns, ...rest } = await draftOf(db, made.out)
    expect(format).toMatchObject({ kind: 'delimited', encoding: 'utf-8', separator: '|', quote: '"', header: 1, footer: 1 })
    expect(columns.map(({ name, target, transforms, onError }) => ({ name, target, transforms, onError }))).toEqual([
      { name: 'id', target: 'id' },
      { name: 'name', target: 'name', onError: 'reject' },
      { name: 'Stadt', target: 'place', transforms: ['upper'] },
      // Its column of the table is calculated.
      { name: 'office', target: null },
    ])
    expect(rest).toMatchObject({
      calculated: [{ target: 'office', expression: '"HQ " & [office]' }],
      operation: 'upsert',
      key: ['id', 'name'],
      stopAfter: { rejects: 10 },
    })
  })

  test('are all to be had as options', async ({ db, sql, run }) => {
    await sql`create table plain (id int primary key, name text)`
    await writeFile(join(env.dataDir, 'plain.txt'), Buffer.from('id\tname\n1\tZo\u00eb; \u00e9\n', 'latin1'))
    const said = ['--encoding', 'iso-8859-15', '--separator', '\\t', '--key', 'id', '--key2', 'name', '--doubles', 'ignore']
    const made = await run(
      'import',
      'plain.txt',
      '--into',
      'plain',
      ...said,
      '--duplicates',
      'update',
      '--commit',
      'all_or_nothing',
      '--no-start',
      '--json',
    )
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(await draftOf(db, made.out)).toMatchObject({
      format: { encoding: 'iso-8859-15', separator: '\t' },
      columns: [{ target: 'id' }, { target: 'name' }],
      ...{ key: ['id'], key2: ['name'], doubles: 'ignore', duplicates: 'update', commit: 'all_or_nothing' },
    })
    const headless = await run(
      'import',
      'plain.txt',
      '--into',
      'plain',
      '--encoding',
      'windows-1252',
      '--no-header',
      '--no-start',
      '--json',
    )
    const { format, columns } = await draftOf(db, headless.out)
    expect(format).toMatchObject({ encoding: 'windows-1252', separator: '\t', header: 0 })
    expect(columns.map(({ name }) => name)).toEqual(['column_1', 'column_2'])
  })

  test('what is wrong in them is told with its place, and nothing is made', async ({ sql, run }) => {
    await sql`create table target (name text, city text)`
    await write('target.csv', 'name;city\nAda;Paris\n')
    const refused = async (settings: object, text: string) => {
      await write('bad.json', JSON.stringify(settings))
      const answer = await run('import', 'target.csv', '--into', 'target', '--settings', 'bad.json')
      expect(answer).toMatchObject({ code: 2, out: '', err: expect.stringContaining(text) })
      expect(answer.err.trim().split('\n')).toHaveLength(1)
    }
    await refused(
      { columns: [{ name: 'a' }, { name: 'b' }, { name: 'c', transforms: ['trimm'] }] },
      'bad.json: columns[2].transforms[0]: Invalid option: expected one of "trim"|',
    )
    await refused({ columns: [{ name: 'town', target: 'city' }] }, 'columns[0].name: the file has no column "town"; it has name, city')
    await refused(
      { columns: [{ name: 'city', target: 'town' }] },
      'columns[0].target: the table has no column "town" to fill; it has name, city',
    )
    await refused(
      { calculated: [{ target: 'country', expression: '"FR"' }] },
      'calculated[0].target: the table has no column "country" to fill; it has name, city',
    )
    expect(await sql`select from quayside.jobs where table_name = 'target'`).toHaveLength(0)
  })

  test('--create makes the columns that the settings name, and none for what goes nowhere', async ({ db, sql, run }) => {
    await write('made.csv', 'Nom;Ville;Remarque\nAda;Paris;x\n')
    const make = async (settings: object) => {
      await write('made.json', JSON.stringify(settings))
      return run('import', 'made.csv', '--into', 'made', '--create', '--settings', 'made.json', '--no-start', '--json')
    }
    const columns = [
      { name: 'Nom', target: 'name' },
      { name: 'Remarque', target: null },
    ]
    expect(await make({ columns, calculated: [{ target: 'source', expression: '"a"' }] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('calculated[0].target: the table has no column "source" to fill; it has name, ville'),
    })
    expect(await sql`select from pg_tables where tablename = 'made'`).toHaveLength(0)
    const { code, out } = await make({ columns })
    expect(code).toBe(0)
    expect(await sql`select column_name from information_schema.columns where table_name = 'made' order by ordinal_position`).toEqual([
      { column_name: 'name' },
      { column_name: 'ville' },
    ])
    expect(await draftOf(db, out)).toMatchObject({
      columns: [
        { name: 'Nom', target: 'name' },
        { name: 'Ville', target: 'ville' },
        { name: 'Remarque', target: null },
      ],
    })
  })

  test('what cannot work is told before the start', async ({ db, sql, run }) => {
    await sql`create table waiting (name text, city text)`
    await write('waiting.csv', 'name;city\nAda;Paris\n')
    await write(
      'waiting.json',
      JSON.stringify({ columns: [{ name: 'city', target: null }], calculated: [{ target: 'city', expression: 'upper(' }] }),
    )
    const refused = async (text: string, ...args: string[]) => {
      const answer = await run('import', 'waiting.csv', '--into', 'waiting', ...args)
      expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringMatching(text) })
      expect(await statusNow(db, Number(/draft (\d+) was not started/.exec(answer.err)?.[1]))).toBe('editing')
    }
    await refused('was not started: the expression for "city" is not valid at its character 7', '--settings', 'waiting.json')
    await refused('was not started: what was asked for needs a key', '--operation', 'update')
    await refused('was not started: the key column "id" is filled by no column', '--operation', 'delete', '--key', 'id')
  })
})

test('start --wait waits for the end, and tells how it ended', async ({ db, run }) => {
  const ending = async (to: 'finished' | 'finished_with_errors') => {
    const jobId = await insertJob(db, 'paused')
    const waiting = run('start', String(jobId), '--wait', '--json')
    await expect.poll(() => statusNow(db, jobId), { timeout: 10_000 }).toBe('running')
    await takeLease(db, jobId, WORKER)
    await db.transaction(async (tx) => {
      if (to === 'finished_with_errors') await writeJournal(tx, jobId, { code: 'error.file_missing', params: { file: 'mars.csv' } })
      await moveJob(tx, jobId, { by: 'worker', to })
    })
    return waiting
  }
  const finished = await ending('finished')
  expect(finished).toMatchObject({ code: 0, err: '' })
  expect(jsonOf(finished.out)).toMatchObject({ status: 'finished', finishedAt: expect.any(String) })
  const failed = await ending('finished_with_errors')
  expect(failed).toMatchObject({ code: 1, err: expect.stringMatching(/is finished_with_errors: file_missing mars\.csv\n$/) })
  expect(jsonOf(failed.out)).toMatchObject({ status: 'finished_with_errors' })
})

test('pause and cancel are the verbs of the pages', async ({ db, run }) => {
  const jobId = await insertJob(db, 'running')
  expect(jsonOf((await run('pause', String(jobId), '--reason', 'wrong file', '--json')).out)).toMatchObject({ id: jobId, status: 'paused' })
  expect(await run('pause', String(jobId))).toMatchObject({
    code: 1,
    out: '',
    err: `quayside: job ${jobId} was not paused: the job is paused now, which does not allow that\n`,
  })
  expect(await run('cancel', String(jobId))).toMatchObject({ code: 0, out: expect.stringContaining('is cancelled') })
  expect(await run('cancel', 'x')).toMatchObject({ code: 2 })
  expect((await run('journal', String(jobId))).out).toContain('reason=wrong file')
  expect((await run('show', String(jobId))).out).toMatch(/^status +cancelled since/m)
})

test('retry tries rejects again, repaired as asked', async ({ db, sql, run }) => {
  const columns = ['id', 'born'].map((name) => ({ name, target: name, decimalSign: '.', dateOrder: 'dmy' }))
  const settings = { fileId: randomUUID(), format: fileFormat.parse({}), columns }
  const jobId = await insertJob(db, 'finished', { settings, total: 3, processed: 3, success: 1, rejects: 2 })
  await db.insert(rejects).values(
    [2, 3].map((record) => ({
      jobId,
      record,
      line: record + 1,
      kind: 'value' as const,
      column: 'born',
      code: 'not_a_date',
      raw: `x,0${record}/31/2001`,
    })),
  )
  const id = String(jobId)
  expect(await run('retry', id, '--set', 'id')).toMatchObject({ code: 2, err: expect.stringContaining('--set needs COLUMN=VALUE') })
  expect(await run('retry', id, '--date-order', 'born=xyz')).toMatchObject({ code: 2 })
  expect(await run('retry', id, '--reason', 'required')).toMatchObject({
    code: 1,
    err: expect.stringContaining('none of these rejects is open'),
  })
  const asked = ['--record', '3', '--set', 'id=3', '--date-order', 'born=mdy', '--json']
  expect(jsonOf((await run('retry', id, ...asked)).out)).toMatchObject({ id: jobId, status: 'running' })
  expect(await sql`select record::int, state, repaired from quayside.rejects where job_id = ${jobId} order by record`).toEqual([
    { record: 2, state: 'open', repaired: null },
    { record: 3, state: 'retrying', repaired: '3,31/03/2001' },
  ])
  expect(await run('retry', id)).toMatchObject({ code: 1, err: expect.stringContaining('the job is running now') })
})

test('delete says what goes and what stays', async ({ db, run }) => {
  const jobId = await insertJob(db, 'finished', { success: 7 })
  await writeJournal(db, jobId, { code: 'move.finished', params: {} })
  const running = await insertJob(db, 'running')
  expect(await run('delete', String(running))).toMatchObject({
    code: 1,
    out: '',
    err: `quayside: job ${running} was not deleted: the job is running now, which does not allow that\n`,
  })
  expect(await run('delete', String(jobId))).toMatchObject({
    code: 0,
    out: `job ${jobId} is deleted: files 0, journal lines 1, rejects 0; rows that stay in the table 7\n`,
  })
  expect(await findJob(db, jobId)).toBeUndefined()
  expect(await run('delete', String(jobId))).toMatchObject({ code: 1, err: expect.stringContaining('there is no such job') })
})

test('run-again starts a new job from an old one', async ({ db, run }) => {
  const settings = { columns: ['name'], separator: ',', bom: false, fileName: 'a.csv' }
  const jobId = await insertJob(db, 'finished', { kind: 'export', tableSchema: 'public', tableName: 'clients', settings })
  const again = jsonOf((await run('run-again', String(jobId), '--json')).out)
  expect(again).toMatchObject({ kind: 'export', label: 'Clients mars', status: 'running' })
  expect((await run('show', String(again.id))).out).toMatch(new RegExp(`^copy of +${jobId}$`, 'm'))
  const draft = jsonOf((await run('run-again', String(jobId), '--no-start', '--json')).out)
  expect(draft).toMatchObject({ status: 'editing' })
  expect(await run('run-again', String(draft.id))).toMatchObject({ code: 1, err: expect.stringContaining('the job is editing now') })
})

test('lists and addresses are for scripts', async ({ db, url, run }) => {
  const jobId = await insertJob(db, 'finished', { label: 'Listed' })
  expect(jsonOf((await run('list', '--search', 'listed', '--json')).out)).toMatchObject([{ id: jobId, status: 'finished' }])
  expect(await run('list', '--status', 'done')).toMatchObject({ code: 2 })
  expect(jsonOf((await run('workers', '--json')).out)).toEqual([])
  expect(await run('database-url')).toMatchObject({ code: 0, out: `${url}\n` })
})

test('where nothing runs, a command says how to start', async ({ run, url }) => {
  expect(await run('list')).toMatchObject({ code: 0 })
  expect(await quayside('', 'list')).toEqual({ code: 1, out: '', err: 'quayside: Quayside is not running; start it with: npm start\n' })
  expect(await quayside('postgres://127.0.0.1:1/x', 'list')).toMatchObject({ code: 1, err: expect.stringContaining('cannot be reached') })
  expect(await quayside(new URL('/postgres', url).href, 'list')).toMatchObject({
    code: 1,
    err: expect.stringContaining('knows no Quayside yet'),
  })
})

test('help names every command', async () => {
  const { code, out } = await quayside('', 'help')
  expect(code).toBe(0)
  for (const { usage } of Object.values(COMMANDS)) expect(out).toContain(usage)
  expect(await quayside('', 'constructor')).toMatchObject({ code: 2 })
})

test('prints the open rejects, in a language, and as a file that can be imported again', async ({ db, run }) => {
  const columns = ['code', 'town'].map((name) => ({ name, target: name, decimalSign: '.', dateOrder: 'ymd' }) as const)
  const settings: ImportSettings = { fileId: randomUUID(), format: fileFormat.parse({ separator: ';' }), columns }
  const jobId = await insertJob(db, 'finished', { settings })
  const given = { jobId, kind: 'value' as const, code: 'required', column: 'town' }
  await db.insert(rejects).values([
    { ...given, record: 1, line: 2, raw: '1;' },
    { ...given, record: 2, line: 3, raw: '2;=x', state: 'discarded' },
  ])
  expect(await run('rejects', String(jobId))).toMatchObject({ code: 0, out: 'line 2, record 1: town: required\n    1;\n' })
  expect((await run('rejects', String(jobId), '--state', 'discarded', '--locale', 'de')).out).toContain('Der Wert ist Pflicht und fehlt.')
  expect((await run('rejects', String(jobId), '--state', 'all', '--csv')).out).toBe(
    `\uFEFFcode;town;line (Quayside);reason (Quayside);original (Quayside)\r\n1;;2;required;\r\n2;"'=x";3;required;\r\n`,
  )
  expect(await run('rejects', String(jobId), '--state', 'lost')).toMatchObject({ code: 2 })
})
