import { stat } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Connection, Db } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { type Column, columnsOf } from '#engine/columns.ts'
import { detectFile } from '#engine/detect.ts'
import { type Key, SCRATCH, stepsOf } from '#engine/operation.ts'
import { Problem } from '#engine/problem.ts'
import { copyStatement } from '#engine/quote.ts'
import type { Run } from '#engine/run.ts'
import { keyIndexes, rulesOf } from '#engine/table-rules.ts'
import type { Target } from '#engine/write-rows.ts'
import { findFile, storedPath } from '#jobs/files.ts'
import { writeJournal } from '#jobs/journal.ts'
import { type ImportSettings, importDraft, type Operation } from '#jobs/settings.ts'
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

  const settings = await settle(db, lease.jobId, draft, file, table)
  const known = new Map(table.columns.map((column) => [column.name, column]))
  for (const { target } of settings.columns) {
    if (target !== null && !known.get(target)?.writable)
      throw new Problem({ code: 'error.table_changed', params: { table: tableLabel, column: target } })
  }
  const keyNames = [settings.key ?? [], settings.key2 ?? []].filter((names) => names.length > 0)
  const columns = keysFirst(columnsOf(settings.columns, table.columns), keyNames.flat())
  if (columns.length === 0) throw new Problem({ code: 'error.header_no_match', params: { table: tableLabel } })
  const operation = settings.operation ?? 'insert'
  const inKeys = new Set(keyNames.flat())
  if (columns.filter(({ target }) => inKeys.has(target)).length < inKeys.size || (operation !== 'insert' && inKeys.size === 0))
    throw new Problem({ code: 'error.key_missing', params: { table: tableLabel } })
  const inserts = operation === 'insert' || operation === 'upsert'
  const lacking = inserts && table.columns.find((column) => column.required && !columns.some(({ target }) => target === column.name))
  if (lacking) throw new Problem({ code: 'error.column_required', params: { table: tableLabel, column: lacking.name } })
  const target = await targetOf(connection, { settings, table, columns, keyNames, operation })
  return { settings, target, fileName: file.name }
}

/** The columns of the keys come first in each row, where they are found without reading the others. */
function keysFirst(columns: Column[], keys: string[]): Column[] {
  const first = keys.flatMap((name) => columns.find(({ target }) => target === name) ?? [])
  return [...first, ...columns.filter((column) => !first.includes(column))]
}

type Chosen = { settings: ImportSettings; table: TargetTable; columns: Column[]; keyNames: string[][]; operation: Operation }

async function targetOf({ sql }: Connection, { settings, table, columns, keyNames, operation }: Chosen): Promise<Target> {
  const written = columns.map(({ target }) => target)
  const keys: Key[] = []
  for (const names of keyNames) keys.push({ columns: names, ...(await keyIndexes(sql, table, names)) })
  const duplicates = settings.duplicates ?? (operation === 'upsert' ? 'update' : 'reject')
  const plain = operation === 'insert' && keys.length === 0
  // Rules are asked of rows that come in as they are; what becomes of an update only the table knows.
  const asked = plain || (operation === 'insert' && duplicates !== 'update') || (operation === 'upsert' && duplicates !== 'update')
  return {
    columns,
    copy: plain ? copyStatement(table, written) : null,
    whole: settings.commit === 'all_or_nothing',
    keys,
    steps: stepsOf({ table, columns, operation, duplicates, keys }),
    rules: asked ? await rulesOf(sql, table, written, SCRATCH) : [],
    wary: 0,
  }
}

async function settle(
  db: Db,
  jobId: number,
  draft: Partial<ImportSettings>,
  file: { id: string; name: string },
  table: TargetTable,
): Promise<ImportSettings> {
  if (draft.format && draft.columns?.some(({ target }) => target !== null))
    return { ...draft, fileId: file.id, format: draft.format, columns: draft.columns }
  const detected = await detectFile(storedPath(file.id))
  if (!detected.ok) throw new Problem({ code: `error.${detected.failure.code}`, params: { file: file.name } })
  const { format, columns } = detected.detection
  const settings: ImportSettings = { ...draft, fileId: file.id, format, columns: suggestMapping(columns, table.columns) }
  if (settings.columns.every(({ target }) => target === null))
    throw new Problem({ code: 'error.header_no_match', params: { table: `${table.schema}.${table.name}` } })
  await db.transaction(async (tx) => {
    await tx.execute(sql`update quayside.jobs set settings = ${JSON.stringify(settings)}::jsonb where id = ${jobId}`)
    await writeJournal(tx, jobId, {
      code: 'import.detected',
      params: { encoding: format.encoding, separator: format.separator, columns: columns.length },
    })
    for (const { name, target } of settings.columns)
      if (target === null) await writeJournal(tx, jobId, { code: 'import.column_ignored', params: { column: name } })
  })
  return settings
}
