import { delimited } from '#engine/formats/delimited.ts'
import { fixed } from '#engine/formats/fixed.ts'
import { json } from '#engine/formats/json.ts'
import { parquet } from '#engine/formats/parquet.ts'
import { cutterOfRejects } from '#engine/formats/reject-columns.ts'
import { xlsx } from '#engine/formats/xlsx.ts'
import type { Cutter, Reader } from '#engine/reader.ts'
import type { FileFormat, FormatKind } from '#jobs/settings.ts'

/** The kinds of files that can be read. */
const READERS: Record<FormatKind, Reader> = { delimited, fixed, json, parquet, xlsx }

export const readerOf = ({ kind }: FileFormat): Reader => READERS[kind]

export const cutterOf = (format: FileFormat, names: string[]): Cutter =>
  cutterOfRejects(readerOf(format).cutter(format, names), names, format.kind)
