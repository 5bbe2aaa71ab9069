import { type Converted, type ConvertOptions, convertChunk } from '#engine/convert.ts'

/** A record by itself, as it is to be tried: its number in the file, its text, and whether it was ever refused for bytes that are no text. */
export type RecordText = { record: number; text: string; garbled: boolean }

/** What stands in a reject for bytes that are no text. */
const STANDS_FOR_BYTES = '\uFFFD'

/**
 * Converts records that do not stand one behind the other. One that was refused for bytes that are no text is refused again as long as
 * the sign that stands for them is in it: that sign is not in the file.
 * @returns the bytes that `converted` speaks of
 */
export function convertApart(records: RecordText[], options: ConvertOptions, converted: Converted): Buffer {
  const texts = records.map(({ text }) => Buffer.from(text))
  let end = 0
  const apart = {
    records: records.map(({ record }) => record),
    ends: texts.map(({ length }) => {
      end += length
      return end
    }),
    spoilt: records.map(({ garbled, text }) => garbled && text.includes(STANDS_FOR_BYTES)),
  }
  const bytes = Buffer.concat(texts)
  convertChunk(bytes, records.length, { record: 0, line: 0, byte: 0, apart }, options, converted)
  return bytes
}
