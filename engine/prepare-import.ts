import { stat } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Connection, Db } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { checkTypes } from '#engine/check-types.ts'
import { type Column, calculatedColumnsOf, columnsOf } from '#engine/columns.ts'
import { LeaseLost } from '#engine/control.ts'
import { detectFile } from '#engine/detect.ts'
import { type Key, SCRATCH, stepsOf } from '#engine/operation.ts'
import { Problem } from '#engine/problem.ts'
import { copyStatement } from '#engine/quote.ts'
import type { Run } from '#engine/run.ts'
import { changesRows, hidesRows, keyIndexes, pointsToItself, rulesOf } from '#engine/table-rules.ts'
import type { Target } from '#engine/write-rows.ts'
import { checkImport, type ImportTrouble } from '#jobs/check-import.ts'
import type { DetectionFailure } from '#jobs/detection.ts'
import { findFile, storedPath } from '#jobs/files.ts'
import { type Entry, writeJournal } from '#jobs/journal.ts'
import type { Lease } from '#jobs/lease.ts'
import { type ColumnMapping, type FileFormat, type ImportSettings, importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, type TargetTable } from '#jobs/target-tables.ts'

export type PreparedImport = { settings: ImportSettings; target: Target; fileName: string }

/** Checks that file and table are there and fit each other; what the draft left open is detected now and kept with the job. */
export async function prepareImport({ connection, lease }: Run, job: Job): Promise<PreparedImport> {
  const { db } = connection
  const draft = importDraft.parse(job.settings)
  const file = draft.fileId ? await findFile(db, draft.fileId) : undefined
  if (!file) throw new Problem({ code: 'error.file_missing', params: { file: '' } })
  const size = await stat(storedPath(file.id)).then(
    (stats) => stats.size,
    () => undefined,
  )
  if (size === undefined) throw new Problem({ code: 'error.file_missing', params: { file: file.name } })
  if (size !== file.size) throw new Problem({ code: 'error.file_changed', params: { file: file.name } })

  const tableLabel = `${job.tableSchema}.${job.tableName}`
  const table = await describeTable(db, { schema: job.tableSchema ?? '', name: job.tableName ?? '' })
  if (!table) throw new Problem({ code: 'error.table_missing', params: { table: tableLabel } })

  const settings = await settle(db, lease, draft, onlySaid(job.settings, draft.format), file, table)
  const trouble = checkImport(settings, table)
  if (trouble) throw new Problem(entryFor(trouble, tableLabel))
  const columns = importColumns(settings, table, job.startedAt)
  const target = await targetOf(connection, { settings, table, columns, keyNames: keyNamesOf(settings) })
  return { settings, target, fileName: file.name }
}

const keyNamesOf = ({ key = [], key2 = [] }: ImportSettings) => [key, key2].filter((names) => names.length > 0)

/**
 * How a record's fields become the row's.
 * @throws ExpressionError
 */
export function importColumns(settings: ImportSettings, table: TargetTable, startedAt: Date | null): Column[] {
  const keyNames = keyNamesOf(settings)
  const filled = [
    ...columnsOf(settings.columns, table.columns),
    ...calculatedColumnsOf(settings.calculated ?? [], settings.columns, table.columns, startedAt ?? new Date()),
  ]
  return keysFirst(keyNames.length > 1 ? eitherKey(filled, keyNames.flat()) : filled, keyNames.flat())
}

/** The columns of the keys come first in each row, where they are found without reading the others. */
function keysFirst(columns: Column[], keys: string[]): Column[] {
  const first = [...new Set(keys)].flatMap((name) => columns.find(({ target }) => target === name) ?? [])
  return [...first, ...columns.filter((column) => !first.includes(column))]
}

/** Of two keys a record may lack one, also where the table's own rows have both, as with a primary key. */
const eitherKey = (columns: Column[], keys: string[]): Column[] =>
  columns.map((column) => (keys.includes(column.target) && !column.nullable ? { ...column, nullable: true, needed: true } : column))

type Chosen = { settings: ImportSettings; table: TargetTable; columns: Column[]; keyNames: string[][] }

async function targetOf({ sql }: Connection, { settings, table, columns, keyNames }: Chosen): Promise<Target> {
  const written = columns.map(({ target }) => target)
  const operation = settings.operation ?? 'insert'
  const keys: Key[] = []
  for (const names of keyNames) keys.push({ columns: names, ...(await keyIndexes(sql, table, names)) })
  const duplicates = settings.duplicates ?? (operation === 'upsert' ? 'update' : 'reject')
  const plain = operation === 'insert' && keys.length === 0
  // Rules are asked of rows that come in as they are; what becomes of an update only the table knows.
  const asked = plain || ((operation === 'insert' || operation === 'upsert') && duplicates !== 'update')
  return {
    columns,
    copy: plain && !(await hidesRows(sql, table)) ? copyStatement(table, written) : null,
    whole: settings.commit === 'all_or_nothing',
    keys,
    steps: stepsOf({ table, columns, operation, duplicates, keys }),
    rules: asked ? await rulesOf(sql, table, written, SCRATCH) : [],
    inOrder: await pointsToItself(sql, table, written),
    changesRows: asked && (await changesRows(sql, table)),
    wary: 0,
    checkTypes: (session) => checkTypes(session, table, columns),
  }
}

function entryFor(trouble: ImportTrouble, table: string): Entry {
  switch (trouble.code) {
    case 'nothing_mapped':
      return { code: 'error.header_no_match', params: { table } }
    case 'target_unknown':
      return { code: 'error.table_changed', params: { table, column: trouble.column } }
    case 'target_twice':
      return { code: 'error.target_twice', params: { table, column: trouble.column } }
    case 'expression_invalid':
      return {
        code: 'error.expression_invalid',
        params: { column: trouble.column },
        detail: `${trouble.fault} at character ${trouble.position}`,
      }
    case 'key_missing':
      return { code: 'error.key_missing', params: { table } }
    case 'key_unmapped':
      return { code: 'error.key_missing', params: { table }, detail: `no value is given for ${trouble.column}` }
    case 'required_unmapped':
      return { code: 'error.column_required', params: { table, column: trouble.column } }
  }
}

function unreadable({ code, ...more }: DetectionFailure, file: string, sheet: string): Problem {
  const detail = 'choices' in more ? { detail: more.choices.slice(0, 20).join(', ') } : {}
  if (code === 'sheet_missing') return new Problem({ code: `error.${code}`, params: { file, sheet }, ...detail })
  return new Problem({ code: `error.${code}`, params: { file }, ...detail })
}

/** The schema fills in what a format lacks; only what the settings name was said. */
function onlySaid(settings: unknown, format: FileFormat | undefined): Partial<FileFormat> | undefined {
  const named = Object.keys((settings as { format?: object }).format ?? {})
  return format && Object.fromEntries(Object.entries(format).filter(([name]) => named.includes(name)))
}

/** Ignored columns that are named; the others are counted. */
const NAMED = 20

async function settle(
  db: Db,
  lease: Lease,
  draft: Partial<ImportSettings>,
  said: Partial<FileFormat> | undefined,
  file: { id: string; name: string },
  table: TargetTable,
): Promise<ImportSettings> {
  const { format: settled, columns: chosen = [], calculated = [] } = draft
  if (settled && chosen.length > 0 && (calculated.length > 0 || chosen.some(({ target }) => target !== null)))
    return { ...draft, fileId: file.id, format: settled, columns: chosen }
  const detected = await detectFile(storedPath(file.id), said)
  if (!detected.ok) throw unreadable(detected.failure, file.name, said?.sheet ?? '')
  const { columns, findings } = detected.detection
  const format = { ...detected.detection.format, ...said }
  const taken = new Set(calculated.map(({ target }) => target))
  const suggested = suggestMapping(
    columns,
    table.columns.filter(({ name }) => !taken.has(name)),
  )
  const settings: ImportSettings = { ...draft, fileId: file.id, format, columns: overlay(suggested, chosen) }
  if (settings.columns.every(({ target }) => target === null) && calculated.length === 0)
    throw new Problem({ code: 'error.header_no_match', params: { table: `${table.schema}.${table.name}` } })
  await db.transaction(async (tx) => {
    const held = await tx.execute(sql`
      update quayside.jobs set settings = ${JSON.stringify(settings)}::jsonb where id = ${lease.jobId} and lease_token = ${lease.token} returning id`)
    if (held.length === 0) throw new LeaseLost()
    const { kind, encoding, separator } = format
    await writeJournal(
      tx,
      lease.jobId,
      kind === 'delimited'
        ? { code: 'import.detected', params: { encoding, separator, columns: columns.length } }
        : { code: 'import.recognized', params: { kind, columns: columns.length } },
    )
    for (const { code, params } of findings) await writeJournal(tx, lease.jobId, { code: `import.finding.${code}`, params } as Entry)
    const ignored = settings.columns.flatMap(({ name, target }) => (target === null ? [name] : []))
    if (ignored.length > 0)
      await writeJournal(tx, lease.jobId, {
        code: 'import.columns_ignored',
        params: { count: ignored.length, columns: `${ignored.slice(0, NAMED).join(', ')}${ignored.length > NAMED ? ', …' : ''}` },
      })
  })
  return settings
}

/** What the draft says of a column holds, though it does not say where the column goes. */
function overlay(suggested: ColumnMapping[], chosen: ColumnMapping[]): ColumnMapping[] {
  const byName = new Map(chosen.map((column) => [column.name, column]))
  return suggested.map((column) => ({ ...column, ...byName.get(column.name), target: column.target }))
}
