import type { ImportDraft } from '#components/new-job/draft.ts'
import type { Context } from '#jobs/context.ts'
import { findFile } from '#jobs/files.ts'
import { keepMapping } from '#jobs/keep-mapping.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable } from '#jobs/target-tables.ts'
import type { Draft } from './find-draft.ts'
import { readFile } from './read-file.ts'
import { templateOfDraft } from './template-of-draft.ts'

/** The draft of an import as its page shows it; refused where its file is missing or cannot be read. */
export async function openImport(context: Context, job: Draft): Promise<Outcome<ImportDraft>> {
  const { db } = context
  const { fileId, format, columns = [] } = importDraft.parse(job.settings)
  const file = fileId && (await findFile(db, fileId))
  if (!file) return refused({ code: 'file_missing' })
  const read = await readFile(file.id, format)
  if (!read.ok) return read
  const table = job.tableSchema && job.tableName ? await describeTable(db, { schema: job.tableSchema, name: job.tableName }) : undefined
  return done({
    jobId: job.id,
    template: await templateOfDraft(context, job),
    label: job.label,
    description: job.description,
    file: { id: file.id, name: file.name, size: file.size },
    reading: read.value.reading,
    table: table ?? null,
    columns: keepMapping(columns, suggestMapping(read.value.detection.columns, table?.columns ?? [])),
  })
}
