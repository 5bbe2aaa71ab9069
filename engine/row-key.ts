import type { Column } from '#engine/columns.ts'

/** The key of a record that became a row, for comparison with others: equal bytes for what the table takes as equal. */
export type RowKey = (row: Buffer) => { bytes: Uint8Array; tag: number } | null

const TAB = 9
const LF = 10

/**
 * Reads keys out of rows as COPY takes them. The columns of the keys must be the first of the row, one key behind the other;
 * the first key that has no empty part counts.
 */
export function rowKey(columns: Column[], keys: number[]): RowKey {
  return (row) => {
    let [at, column] = [0, 0]
    for (const [tag, width] of keys.entries()) {
      const parts: Buffer[] = []
      let complete = true
      for (let i = 0; i < width; i += 1, column += 1) {
        let end = at
        while (row[end] !== TAB && row[end] !== LF) end += 1
        if (end - at === 2 && row[at] === 92 && row[at + 1] === 78) complete = false
        parts.push(canonical(row.subarray(at, end), columns[column] as Column), SEPARATOR)
        at = end + 1
      }
      if (complete) return { bytes: parts.length === 2 ? (parts[0] as Buffer) : Buffer.concat(parts), tag }
    }
    return null
  }
}

const SEPARATOR = Buffer.from('\t')

/** Values that the table takes as equal may be written differently: `7` and `007`, `1.5` and `1.50`. */
function canonical(bytes: Buffer, { type }: Column): Buffer {
  if (/^(?:smallint|integer|bigint|numeric|real|double precision)/.test(type)) {
    const text = bytes.toString('latin1')
    const plain = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text)
    if (!plain) return bytes
    const [, sign = '', whole = '', fraction = ''] = plain
    const value = `${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`
    return Buffer.from(value === '0' ? '0' : sign + value)
  }
  if (type === 'uuid') return Buffer.from(bytes.toString('latin1').toLowerCase().replace(/[{}-]/g, ''))
  if (type === 'citext') return Buffer.from(bytes.toString('utf8').toLowerCase())
  if (type.startsWith('character(')) return Buffer.from(bytes.toString('utf8').trimEnd())
  return bytes
}
