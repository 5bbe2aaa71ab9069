import { csv } from '#engine/formats/csv-writer.ts'
import { jsonLines } from '#engine/formats/json-writer.ts'
import type { ExportFormat, ExportSettings } from '#jobs/settings.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/**
 * How rows become the bytes of one format. Postgres writes them, chunk by chunk: whatever was written stays as it is, so that
 * an export can pause behind any chunk. Each format is a file of engine/formats/ and a line below.
 */
export type Writer = {
  /** What stands before the first chunk. */
  opening: (settings: ExportSettings) => string
  /** The statement that writes a chunk. `first`: nothing of the file is written yet. */
  copy: (query: string, chunk: { first: boolean; table: TargetTable; settings: ExportSettings }) => string
}

const WRITERS: Record<ExportFormat, Writer> = { csv, jsonl: jsonLines }

export const writerOf = ({ format = 'csv' }: ExportSettings): Writer => WRITERS[format]
