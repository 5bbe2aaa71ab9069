import { scanLine } from '#engine/formats/fixed.ts'
import { LF, newScanned, PLAIN, type Reader } from '#engine/reader.ts'

/** Records as paragraphs: a line `name: value` for each value, and an empty line behind each record. */
export const paragraphs: Reader = {
  cutter: (_format, names) => {
    const line = newScanned()
    return {
      scan(bytes, from, end, last, out) {
        let at = from
        let blank = false
        out.lines = 0
        while (at < end && !blank) {
          scanLine(bytes, at, end, last, line)
          if (!line.complete) break
          blank = at > from && isBlank(bytes, at)
          out.lines += 1
          at = line.next
        }
        out.next = at
        out.open = false
        out.complete = blank || (last && at === end)
      },
      cut(bytes, from, end, fields, scanned) {
        this.scan(bytes, from, end, true, scanned)
        fields.source = bytes
        fields.refusal = null
        fields.count = names.length
        // What a record lacks is no value.
        fields.starts.fill(from)
        fields.ends.fill(from)
        fields.kinds.fill(PLAIN)
        for (const { index, start, stop } of lines(bytes, from, scanned.next)) {
          const text = Buffer.from(bytes.subarray(start, stop)).toString()
          const colon = text.indexOf(':')
          const position = names.indexOf(text.slice(0, Math.max(colon, 0)).trim())
          if (position < 0) {
            fields.refusal ??= { code: 'unknown_field', params: { field: text.slice(0, 100) || `line ${index + 1}` } }
            // A record with a reason is never taken for an empty one.
            fields.count = names.length + 1
          } else {
            fields.starts[position] = start + Buffer.byteLength(text.slice(0, colon + 1))
            fields.ends[position] = stop
          }
        }
      },
      unescape: (bytes, from, to) => bytes.subarray(from, to),
    }
  },
  // A value is a line: one that has several cannot be written.
  compose(cells, _format, names) {
    if (cells.length > names.length || cells.some(({ text }) => /[\r\n]/.test(text ?? ''))) return null
    return cells.flatMap(({ text }, index) => (text === null ? [] : [`${names[index]}:${text}`])).join('\n')
  },
}

const isBlank = (bytes: Uint8Array, at: number) => bytes[at] === LF || bytes[at] === 13

/** The lines that hold something, without their ends. */
function* lines(bytes: Uint8Array, from: number, end: number) {
  const line = newScanned()
  for (let at = from, index = 0; at < end; at = line.next, index += 1) {
    scanLine(bytes, at, end, true, line)
    let stop = line.next
    while (stop > at && isBlank(bytes, stop - 1)) stop -= 1
    if (stop > at) yield { index, start: at, stop }
  }
}
