import { stat } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { type Column, columnsOf } from '#engine/columns.ts'
import { detectFile } from '#engine/detect.ts'
import { Problem } from '#engine/problem.ts'
import type { Run } from '#engine/run.ts'
import type { DetectionFailure } from '#jobs/detection.ts'
import { findFile, storedPath } from '#jobs/files.ts'
import { writeJournal } from '#jobs/journal.ts'
import { type ImportSettings, importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, type TargetTable } from '#jobs/target-tables.ts'

export type PreparedImport = { settings: ImportSettings; table: TargetTable; columns: Column[]; fileName: string }

/** Checks that file and table are there and fit each other; what the draft left open is detected now and kept with the job. */
export async function prepareImport({ connection: { db }, lease }: Run, job: Job): Promise<PreparedImport> {
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
  const columns = columnsOf(settings.columns, table.columns)
  if (columns.length === 0) throw new Problem({ code: 'error.header_no_match', params: { table: tableLabel } })
  const lacking = table.columns.find((column) => column.required && !columns.some(({ target }) => target === column.name))
  if (lacking) throw new Problem({ code: 'error.column_required', params: { table: tableLabel, column: lacking.name } })
  return { settings, table, columns, fileName: file.name }
}

function unreadable({ code, ...more }: DetectionFailure, file: string, sheet: string): Problem {
  const detail = 'choices' in more ? { detail: more.choices.slice(0, 20).join(', ') } : {}
  if (code === 'sheet_missing') return new Problem({ code: `error.${code}`, params: { file, sheet }, ...detail })
  return new Problem({ code: `error.${code}`, params: { file }, ...detail })
}

async function settle(
  db: Db,
  jobId: number,
  draft: Partial<ImportSettings>,
  file: { id: string; name: string },
  table: TargetTable,
): Promise<ImportSettings> {
  if (draft.format && draft.columns?.some(({ target }) => target !== null))
    return { fileId: file.id, format: draft.format, columns: draft.columns }
  const detected = await detectFile(storedPath(file.id), draft.format)
  if (!detected.ok) throw unreadable(detected.failure, file.name, draft.format?.sheet ?? '')
  const { format, columns } = detected.detection
  const settings: ImportSettings = { fileId: file.id, format, columns: suggestMapping(columns, table.columns) }
  if (settings.columns.every(({ target }) => target === null))
    throw new Problem({ code: 'error.header_no_match', params: { table: `${table.schema}.${table.name}` } })
  await db.transaction(async (tx) => {
    await tx.execute(sql`update quayside.jobs set settings = ${JSON.stringify(settings)}::jsonb where id = ${jobId}`)
    const { kind, encoding, separator } = format
    await writeJournal(
      tx,
      jobId,
      kind === 'delimited'
        ? { code: 'import.detected', params: { encoding, separator, columns: columns.length } }
        : { code: 'import.recognized', params: { kind, columns: columns.length } },
    )
    for (const { name, target } of settings.columns)
      if (target === null) await writeJournal(tx, jobId, { code: 'import.column_ignored', params: { column: name } })
  })
  return settings
}
