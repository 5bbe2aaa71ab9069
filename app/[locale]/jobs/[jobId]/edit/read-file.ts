import type { FileReading } from '#components/new-job/draft.ts'
import { detectFile } from '#engine/detect.ts'
import type { Detection, DetectionFailure, Finding, FindingCode } from '#jobs/detection.ts'
import { storedPath } from '#jobs/files.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** Records of the preview, values beside a column, and how much of each is sent, in characters. */
const RECORDS = 10
const SAMPLES = 3
const SHOWN = 120

/** Reads a sample of a stored file as the person said, and as it looks by itself. */
export async function readFile(
  fileId: string,
  said?: Partial<FileFormat>,
): Promise<Outcome<{ detection: Detection; reading: FileReading }>> {
  // Which part of an archive or a workbook is read is no guess.
  const own = await unlessMissing(detectFile(storedPath(fileId), partOf(said)))
  if (!own) return refused({ code: 'file_missing' })
  const read = said ? await detectFile(storedPath(fileId), said) : own
  if (!read.ok) return refused(read.failure satisfies DetectionFailure)
  const { detection } = read
  return done({
    detection,
    reading: {
      format: detection.format,
      detected: own.ok ? own.detection.format : null,
      findings: own.ok ? [...doubtsLeft(own.detection, detection), ...detection.findings] : detection.findings,
      columns: detection.columns.map(({ name, looks, ambiguous }, index) => ({
        name,
        looks,
        ambiguous,
        samples: samplesOf(detection, index),
      })),
      members: detection.members,
      sheets: detection.sheets,
      records: detection.sample.slice(0, RECORDS).map((record) => record.map((cell) => cell?.slice(0, SHOWN) ?? null)),
    },
  })
}

/** What was doubtful where nobody said anything, and still is: the person has seen it and left it so, or not seen it yet. */
function doubtsLeft(own: Detection, read: Detection): Finding[] {
  const parts: Partial<Record<FindingCode, keyof FileFormat>> = {
    encoding_ambiguous: 'encoding',
    separator_ambiguous: 'separator',
    header_uncertain: 'header',
  }
  return own.findings.filter(({ code }) => {
    const part = parts[code]
    return part && own.format[part] === read.format[part] && !read.findings.some((finding) => finding.code === code)
  })
}
const partOf = ({ member, sheet }: Partial<FileFormat> = {}): Partial<FileFormat> => ({
  ...(member && { member }),
  ...(sheet && { sheet }),
})

function samplesOf({ sample }: Detection, index: number): string[] {
  const values = new Set<string>()
  for (const record of sample) {
    const value = record[index]?.trim()
    if (value) values.add(value.slice(0, SHOWN))
    if (values.size === SAMPLES) break
  }
  return [...values]
}

/** The row is there, but somebody removed the bytes. */
async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
