/** What may stand around a value without being part of it: spaces and tabs. */
export const isBlank = (byte: number) => byte === 32 || byte === 9

/** Whether nothing but blanks stands between two places. */
export function areBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isBlank(bytes[at] as number)) return false
  return true
}

/** The same for whole lines, whose ends are blank too. */
export function isBlankLine(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number
    if (!isBlank(byte) && byte !== 10 && byte !== 13) return false
  }
  return true
}
