import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { type ConvertOptions, newConverted, REFUSED } from '#engine/convert.ts'
import { convertApart, type RecordText } from '#engine/convert-apart.ts'
import { importColumns } from '#engine/prepare-import.ts'
import type { RecordShape } from '#engine/record-cells.ts'
import { TEXT } from '#engine/row-format.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { ImportSettings } from '#jobs/settings.ts'
import { describeTable } from '#jobs/target-tables.ts'

/** Why a record would be refused again. */
export type Verdict = { code: RejectReason; column: string | null }

/** Judges records as an import would before it asks the table: null for one that is fit. */
export type Trial = (records: RecordText[]) => (Verdict | null)[]

/** Makes the conversion of a job ready for a trial; undefined where its table is gone. */
export async function trialOf(
  tx: Tx,
  job: Pick<Job, 'tableSchema' | 'tableName' | 'startedAt'>,
  settings: ImportSettings,
  { cutter, names }: RecordShape,
): Promise<Trial | undefined> {
  const table = await describeTable(tx, { schema: job.tableSchema ?? '', name: job.tableName ?? '' })
  if (!table) return undefined
  const columns = importColumns(settings, table, job.startedAt)
  const options: ConvertOptions = { columns, width: names.length, cutter, doubles: null, format: TEXT }
  const converted = newConverted()
  return (records) => {
    convertApart(records, options, converted)
    return records.map((_, i) => {
      const refused = converted.fates[i] === REFUSED ? converted.refused.get(i) : undefined
      return refused ? { code: refused.code, column: refused.column } : null
    })
  }
}
