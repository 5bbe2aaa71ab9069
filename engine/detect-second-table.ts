import { readColumn } from '#engine/detect-column.ts'
import type { Cell, TextRecord } from '#engine/detect-records.ts'
import { commonest } from '#engine/table-start.ts'

/** Records above the empty line that tell what the columns hold. */
const LOOK_AT = 200

/**
 * Finds another table behind an empty line: records of another width, or a header of other names.
 * @param records those below the header
 * @param header of the first table
 * @returns where it begins, and whether the first empty line is the one before it
 */
export function findSecondTable(
  records: TextRecord[],
  header: Cell[] | undefined,
  width: number,
): { line: number; clear: boolean } | undefined {
  let clear = true
  for (let at = 1; at < records.length; at += 1) {
    if (!records[at - 1]?.blank || records[at]?.blank) continue
    const above = records.slice(0, at).filter(({ blank }) => !blank)
    if (above.length === 0) continue
    const end = records.findIndex(({ blank }, index) => index > at && blank)
    const block = records.slice(at, end < 0 ? undefined : end)
    const line = records[at]?.line ?? 0
    const widths = block.map(({ cells }) => cells.length)
    const other = commonest(widths)
    // Where most records above have that width, the header is what is odd.
    const known = commonest(above.map(({ cells }) => cells.length)) === other
    // A title may stand above it.
    const same = widths.slice(widths[0] === other ? 0 : 1).every((count) => count === other)
    if (
      block.length >= 2 &&
      other > 0 &&
      other !== width &&
      !known &&
      same &&
      !records.slice(at).some(({ cells }) => cells.length === width)
    )
      return { line, clear }
    if (block.length >= 2 && widths.every((count) => count === width) && isHeader(block, above, header, width)) return { line, clear }
    clear = false
  }
  return undefined
}

function isHeader([first, ...rest]: TextRecord[], above: TextRecord[], header: Cell[] | undefined, width: number): boolean {
  const names = first?.cells.map((cell) => cell?.trim() ?? '') ?? []
  if (!header || names.some((name) => name === '') || names.every((name, index) => name === header[index]?.trim())) return false
  const fitting = above.filter(({ cells }) => cells.length === width).slice(-LOOK_AT)
  let misfits = 0
  for (const [index, name] of names.entries()) {
    const { looks } = readColumn(fitting.map(({ cells }) => cells[index] ?? null))
    if (looks === 'text' || looks === 'empty') continue
    if (readColumn([name]).looks !== 'text') return false
    misfits += 1
  }
  return misfits > 0 && rest.some(({ cells }) => cells.some((cell) => cell !== null && readColumn([cell]).looks !== 'text'))
}
