import { cellsOf, detectColumns, type TypedCell } from '#engine/detect-cells.ts'
import { memberNames } from '#engine/formats/cut-json.ts'
import { json, numberedName } from '#engine/formats/json.ts'
import { OPEN_BRACE, OPEN_BRACKET, skipBlank } from '#engine/formats/json-value.ts'
import { openingOf, scanJson } from '#engine/formats/scan-json.ts'
import { newFields, newScanned } from '#engine/reader.ts'
import type { Detection } from '#jobs/detection.ts'
import { type Encoding, fileFormat } from '#jobs/settings.ts'

/** Columns of a file at most; what else its objects hold is refused. */
const MOST_COLUMNS = 2000

/**
 * What a JSON text holds; undefined where it is none, null where it is a list of nothing.
 * @param bytes UTF-8 without a byte order mark
 * @param cut the text goes on behind these bytes
 */
export function detectJson(
  bytes: Buffer,
  { cut }: { cut: boolean },
  said: { encoding: Encoding; kind?: string | undefined; header?: number | undefined },
): Detection | undefined | null {
  const first = bytes[skipBlank(bytes, 0, bytes.length)]
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return undefined
  const scanned = newScanned()
  const whole: [number, number][] = []
  let broken = 0
  for (let at = openingOf(bytes, !cut); at < bytes.length; at = scanned.next) {
    scanJson(bytes, at, bytes.length, !cut, scanned)
    if (!scanned.complete) break
    if (scanned.open) broken += 1
    else whole.push([at, scanned.next])
  }
  if (whole.length === 0) return broken === 0 && !cut ? null : undefined
  if (broken > whole.length && said.kind !== 'json') return undefined

  const lists = whole.filter(([at]) => bytes[at] === OPEN_BRACKET).length * 2 > whole.length
  const found = lists ? listColumns(bytes, whole, said.header) : { header: 0, names: objectNames(bytes, whole) }
  if (found.names.length === 0) return null
  const format = fileFormat.parse({ kind: 'json', encoding: said.encoding, header: found.header })
  const records = readAll(bytes, whole.slice(found.header), found.names, found.header)
  return { format, ...detectColumns(found.names, records) }
}

/** Every name that an object of the sample has, in the order in which they first come. */
function objectNames(bytes: Buffer, whole: [number, number][]): string[] {
  const names = new Set<string>()
  for (const [at, end] of whole) {
    if (bytes[at] !== OPEN_BRACE) continue
    for (const name of memberNames(bytes, at, end)) if (names.size < MOST_COLUMNS) names.add(name)
  }
  return [...names]
}

/** Lists are a table: its first row may hold the names, all of them texts and different ones. */
function listColumns(bytes: Buffer, whole: [number, number][], said: number | undefined): { header: number; names: string[] } {
  const numbered = (width: number) => Array.from({ length: width }, (_, index) => numberedName(index))
  const [first = []] = readAll(bytes, whole.slice(0, 1), numbered(MOST_COLUMNS), 1)
  const names = first.map((cell) => (cell && !cell.typed ? cell.text.trim() : ''))
  const named = names.length > 0 && !names.includes('') && new Set(names).size === names.length
  return (said ?? (named ? 1 : 0)) > 0 && named ? { header: 1, names } : { header: 0, names: numbered(first.length) }
}

function readAll(bytes: Buffer, whole: [number, number][], names: string[], header: number): TypedCell[][] {
  const format = fileFormat.parse({ kind: 'json', header })
  const cutter = json.cutter(format, names)
  const fields = newFields(names.length)
  const scanned = newScanned()
  return whole.flatMap(([at, end]) => {
    cutter.cut(bytes, at, end, fields, scanned)
    return fields.refusal ? [] : [cellsOf(fields, cutter)]
  })
}
