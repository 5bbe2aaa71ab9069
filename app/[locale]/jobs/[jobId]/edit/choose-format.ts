import type { FileReading } from '#components/new-job/draft.ts'
import type { Context } from '#jobs/context.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import { keepMapping } from '#jobs/keep-mapping.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { type ColumnMapping, type FileFormat, importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { suggestTarget } from '#jobs/suggest-target.ts'
import { describeTable, type TargetTable } from '#jobs/target-tables.ts'
import { findDraft } from './find-draft.ts'
import { readFile } from './read-file.ts'

/**
 * Reads the file as the person says, with what stands around the table sought anew if they said how to cut it, and keeps what was chosen for the columns that still have their name. Where no table was
 * chosen yet, the columns may now tell which.
 */
export async function chooseFormat(
  context: Context,
  { jobId, format: given, anew }: { jobId: number; format: FileFormat; anew: boolean },
): Promise<Outcome<{ reading: FileReading; table: TargetTable | null; columns: ColumnMapping[] }>> {
  const draft = await findDraft(context, jobId)
  if (!draft.ok) return draft
  const job = draft.value
  const { fileId, format: before, columns: saved = [] } = importDraft.parse(job.settings)
  // Without a table nobody could choose anything for a column.
  const chosen = job.tableName ? saved : []
  const asked = askedOf(given, before)
  const { preamble, header, footer, until, ...cut } = asked
  const read = fileId ? await readFile(fileId, anew ? cut : asked) : refused({ code: 'file_missing' })
  if (!read.ok) return read
  const { detection, reading } = read.value
  const name =
    job.tableName && job.tableSchema
      ? { schema: job.tableSchema, name: job.tableName }
      : (await suggestTarget(context.db, detection.columns))?.table
  const table = name && (await describeTable(context.db, name))
  const columns = keepMapping(chosen, suggestMapping(detection.columns, table?.columns ?? []))
  const edited = await editDraft(context, { jobId, edit: { table: name, settings: { format: reading.format, columns } } })
  return edited.ok ? done({ reading, table: table ?? null, columns }) : edited
}

/** What was said of another file, sheet or kind says nothing of this one: all but the choice itself is found anew. */
function askedOf(format: FileFormat, before: FileFormat | undefined): Partial<FileFormat> {
  const { packing, member, kind, sheet } = format
  if (!before) return format
  if (member !== before.member) return { packing, member }
  if (kind !== before.kind) return { packing, member, kind }
  return sheet === before.sheet ? format : { packing, member, kind, sheet }
}
