import { type ColumnReading, readColumn } from '#engine/detect-column.ts'
import { type Cuts, detectCuts } from '#engine/detect-cuts.ts'
import { headerNames } from '#engine/detect-header.ts'
import { detectKind } from '#engine/detect-kind.ts'
import { readRecords } from '#engine/detect-records.ts'
import { detectEncoding } from '#engine/encoding.ts'
import type { Detection, DetectionFailure } from '#jobs/detection.ts'
import { type DateOrder, type DecimalSign, type FileFormat, fileFormat } from '#jobs/settings.ts'

/** Records that are shown. */
const SAMPLE_RECORDS = 50

export type DetectionResult = { ok: true; detection: Detection } | { ok: false; failure: DetectionFailure }

/**
 * Guesses how a text file with a header is written, from its first megabyte. Throws only what reading the file throws.
 * @param said what a person said about it and is not guessed
 */
export async function detectFile(path: string, said: Partial<FileFormat> = {}): Promise<DetectionResult> {
  return detectKind(path, said, (head, options) => detectBytes(head, options, said))
}

/** @param cut the file goes on behind these bytes */
export function detectBytes(head: Buffer, { cut }: { cut: boolean }, said: Partial<FileFormat> = {}): DetectionResult {
  if (head.length === 0) return { ok: false, failure: { code: 'file_empty' } }
  const encoding = said.encoding ?? detectEncoding(head, { cut })
  if (!encoding) return { ok: false, failure: { code: 'file_not_text' } }
  const text = new TextDecoder(encoding).decode(head, { stream: cut })
  if (text.trim() === '') return { ok: false, failure: { code: 'file_empty' } }
  return { ok: true, detection: detectText(text, encoding, { cut }, said) }
}

/** @param text of at least one record, without byte order mark */
export function detectText(text: string, encoding: FileFormat['encoding'], { cut }: { cut: boolean }, said: Partial<Cuts> = {}): Detection {
  const guessed = said.separator && said.quote ? undefined : detectCuts(text, { cut })
  const format = fileFormat.parse({
    encoding,
    separator: said.separator ?? guessed?.separator ?? ',',
    quote: said.quote ?? guessed?.quote ?? '"',
  })
  const [header = [], ...records] = readRecords(text, format.separator, format.quote, { cut }).records
  const names = headerNames(header)
  // Records that the import will refuse for their count of fields tell nothing about the columns, unless all are such.
  const fitting = records.filter((record) => record.length === names.length)
  const telling = fitting.length > 0 ? fitting : records
  const readings = names.map((_, index) => readColumn(telling.map((record) => record[index] ?? null)))
  const decimalSign = decimalHabit(readings, format)
  const [dateOrder, dayOrder] = dateHabits(readings)
  return {
    format,
    columns: readings.map(({ looks, ambiguous, nullable, longest, ...own }, index) => ({
      name: names[index] ?? '',
      looks,
      decimalSign: own.decimalSign ?? decimalSign,
      dateOrder: own.dateOrder ?? (looks === 'date' || looks === 'date_time' ? dayOrder : dateOrder),
      ambiguous,
      nullable,
      longest,
    })),
    sample: records.slice(0, SAMPLE_RECORDS),
  }
}

/** The sign that most columns show; where none does, lists cut by semicolons were so because the comma was taken. */
function decimalHabit(readings: ColumnReading[], { separator }: FileFormat): DecimalSign {
  const shown = readings.flatMap((reading) => reading.decimalSign ?? [])
  const commas = shown.filter((sign) => sign === ',').length
  if (commas * 2 !== shown.length) return commas * 2 > shown.length ? ',' : '.'
  return separator === ';' ? ',' : '.'
}

/** The order that most columns show, and the one for columns that have their year last; day first where none tells. */
function dateHabits(readings: ColumnReading[]): [DateOrder, DateOrder] {
  const count = (order: DateOrder) => readings.filter((reading) => reading.dateOrder === order).length
  const dayOrder = count('mdy') > count('dmy') ? 'mdy' : 'dmy'
  return [count('ymd') > count(dayOrder) ? 'ymd' : dayOrder, dayOrder]
}
