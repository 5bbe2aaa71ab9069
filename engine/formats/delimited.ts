import { cutRecord, undouble } from '#engine/formats/cut-delimited.ts'
import { scanRecord } from '#engine/formats/scan-delimited.ts'
import type { Cutter, Reader } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** CSV and its kin: fields between separators, quoted where they hold one. */
export const delimited: Reader = { cutter }

function cutter({ separator, quote }: FileFormat): Cutter {
  const cuts = { separator: separator.charCodeAt(0), quote: quote.charCodeAt(0) }
  return {
    scan: (bytes, from, end, last, out) => scanRecord(bytes, from, end, cuts, last, out),
    cut: (bytes, from, end, fields, scanned) => cutRecord(bytes, from, end, cuts, fields, scanned),
    unescape: (bytes, from, to) => undouble(bytes, from, to, cuts.quote),
  }
}
