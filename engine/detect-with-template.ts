import { type DetectionResult, detectFile } from '#engine/detect.ts'
import type { Detection } from '#jobs/detection.ts'
import type { ColumnMapping, Encoding, FileFormat } from '#jobs/settings.ts'

/** Which of these a file has no byte of it tells for sure; whether it is Unicode, they do. */
const SINGLE_BYTE: readonly Encoding[] = ['windows-1252', 'iso-8859-15']

/**
 * A file as the template says, as long as that leads to as many of the template's columns as what the file tells by itself;
 * else as the file tells. How it is packed, which file of an archive it is, and whether it is Unicode is never the template's to say.
 * @param own the file as it looks by itself
 */
export async function detectWithTemplate(
  path: string,
  own: DetectionResult,
  { format, columns = [] }: { format?: FileFormat | undefined; columns?: ColumnMapping[] | undefined },
): Promise<DetectionResult> {
  if (!format) return own
  const asTemplate = await detectFile(path, own.ok ? saidOf(format, own.detection) : { ...format, member: null })
  if (!asTemplate.ok) return own
  const found = countKnown(asTemplate.detection, columns)
  if (!own.ok) return found > 0 ? asTemplate : own
  // A template that names no columns has nothing by which to tell whether it fits, but the kind of file.
  const fits = columns.length > 0 ? found > 0 && found >= countKnown(own.detection, columns) : format.kind === own.detection.format.kind
  return fits ? asTemplate : own
}

function saidOf(format: FileFormat, { format: own, sheets }: Detection): FileFormat {
  const { packing, member } = own
  const encoding = SINGLE_BYTE.includes(own.encoding) && SINGLE_BYTE.includes(format.encoding) ? format.encoding : own.encoding
  const sheet = format.sheet !== null && sheets?.includes(format.sheet) ? format.sheet : own.sheet
  return { ...format, packing, member, encoding, sheet }
}

function countKnown({ columns }: Detection, wanted: ColumnMapping[]): number {
  const names = new Set(columns.map(({ name }) => name))
  return wanted.filter(({ name }) => names.has(name)).length
}
