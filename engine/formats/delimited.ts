import { composeDelimited } from '#engine/formats/compose-delimited.ts'
import { cutAnyRecord, unescapeAny } from '#engine/formats/cut-any-delimited.ts'
import { cutRecord } from '#engine/formats/cut-delimited.ts'
import { scanAnyRecord } from '#engine/formats/scan-any-delimited.ts'
import { cutsOf, scanRecord } from '#engine/formats/scan-delimited.ts'
import { skimLines } from '#engine/formats/skim-lines.ts'
import type { Cutter, Reader } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** CSV and its kin: fields between separators, quoted where they hold one. */
export const delimited: Reader = { cutter, compose: composeDelimited }

/** Most files need the simple cutter, which is the fast one. */
function cutter(format: FileFormat): Cutter {
  const separator = Buffer.from(format.separator)
  const quote = format.quote === '' ? -1 : format.quote.charCodeAt(0)
  const [runs, backslash] = [format.separator === ' ', format.escape === 'backslash']
  if (separator.length === 1 && !runs && !backslash) {
    const cuts = cutsOf(separator[0] as number, quote)
    return {
      scan: (bytes, from, end, last, out) => scanRecord(bytes, from, end, cuts, last, out),
      skim: (bytes, from, end, most, until, out) => skimLines(bytes, from, end, quote, most, until, out),
      cut: (bytes, from, end, fields, scanned) => cutRecord(bytes, from, end, cuts, fields, scanned),
      unescape: (bytes, from, to) => unescapeAny(bytes, from, to, cuts.general),
    }
  }
  const cuts = { separator, runs, quote, backslash }
  return {
    scan: (bytes, from, end, last, out) => void scanAnyRecord(bytes, from, end, cuts, last, out),
    cut: (bytes, from, end, fields, scanned) => cutAnyRecord(bytes, from, end, cuts, fields, scanned),
    unescape: (bytes, from, to) => unescapeAny(bytes, from, to, cuts),
  }
}
