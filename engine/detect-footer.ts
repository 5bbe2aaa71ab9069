import { readColumn } from '#engine/detect-column.ts'
import type { TextRecord } from '#engine/detect-records.ts'

/** So many records at the end may be none. */
const MOST = 10
const TOTAL =
  /^\W*(?:(?:grand|sub|gesamt|zwischen|sous|running)[- ]?)?(?:total(?:s|e|i|es|is)?|totaux|sum|summe|summa|gesamt|insgesamt|somme|somma|soma|suma|ensemble)(?: (?:g[eé]n[eé]ral[e]?|geral|\d+))?\s*:?\W*$/iu
const ROWS = /^\(?\d+ (?:rows?|records?|lignes?|enregistrements?|righe|linhas?|registros?|filas?|zeilen?|datensätze?)(?: .*)?\)?\.?$/iu

/**
 * Counts the records at the end that are none: totals, counts, signatures.
 * @param records the last ones, blank ones included
 * @param width how many fields a record has
 */
export function countFooter(records: TextRecord[], width: number): TextRecord[] {
  const footer: TextRecord[] = []
  let rest = records.length
  while (rest > 0 && records[rest - 1]?.blank) rest -= 1
  const values = records.slice(0, rest).flatMap((record) => (record.cells.length === width ? (record.cells[0]?.trim() ?? []) : []))
  const { looks } = readColumn(values.slice(-100, -1))
  while (rest > 0 && footer.length <= MOST) {
    const record = records[rest - 1] as TextRecord
    if (record.blank) {
      rest -= 1
      continue
    }
    if (!isFooter(record, { width, looks, set: records[rest - 2]?.blank === true })) break
    footer.unshift(record)
    rest -= 1
  }
  return footer.length > MOST ? [] : footer
}

function isFooter({ cells }: TextRecord, { width, looks, set }: { width: number; looks: string; set: boolean }): boolean {
  const filled = cells.filter((cell) => cell?.trim())
  const first = filled[0]?.trim() ?? ''
  if (ROWS.test(first) && filled.length === 1) return true
  if (TOTAL.test(first) && (filled.length < width || width === 2)) return true
  if (width === 1 || filled.length > Math.max(1, width - 2)) return false
  // One cell in its own words; a record that was cut off looks otherwise.
  if (filled.length === 1 && cells.length !== width)
    return /^[(*#=-]|[\p{L})]:?\s\S|:$/u.test(first) && (looks === 'text' || looks === 'empty' || readColumn([first]).looks === 'text')
  return set && filled.length <= 2 && width > 2 && looks !== 'text' && looks !== 'empty' && readColumn([first]).looks === 'text'
}
