import { delimited } from '#engine/formats/delimited.ts'
import type { Cutter, Reader } from '#engine/reader.ts'
import type { FileFormat, FormatKind } from '#jobs/settings.ts'

/** The kinds of files that can be read. */
export const READERS: Partial<Record<FormatKind, Reader>> = { delimited }

/** @throws where the kind is not among the readers */
export function readerOf(format: FileFormat): Reader {
  const reader = READERS[format.kind]
  if (!reader) throw new Error(`no reader for ${format.kind}`)
  return reader
}

export const cutterOf = (format: FileFormat, names: string[]): Cutter => readerOf(format).cutter(format, names)
