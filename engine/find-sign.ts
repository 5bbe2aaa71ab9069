/** The bytes to look for, each four times in a whole number, as four bytes of a text are compared at once. */
export type Signs = { sign: number; low: number; signByte: number; lowByte: number }

const ONES = 0x01010101
const HIGHS = 0x80808080 | 0

/** One byte, and all bytes below another. `sign` -1: only those. */
export const signsOf = (sign: number, low: number): Signs => {
  const signByte = Math.max(sign, 0)
  return { sign: Math.imul(signByte, ONES), low: Math.imul(low, ONES), signByte, lowByte: low }
}

/** Where the next of those bytes is; `end` if there is none before. */
export function findSign(view: DataView, from: number, end: number, { sign, low, signByte, lowByte }: Signs): number {
  let at = from
  for (const last = end - 4; at <= last; at += 4) {
    const word = view.getInt32(at, true)
    const other = word ^ sign
    // The highest bit of a byte is set where it was below `low`, or zero and hence the sign; the lowest such bit is never wrong.
    const hits = (((word - low) & ~word) | ((other - ONES) & ~other)) & HIGHS
    if (hits !== 0) return at + ((31 - Math.clz32(hits & -hits)) >> 3)
  }
  for (; at < end; at += 1) {
    const byte = view.getUint8(at)
    if (byte < lowByte || byte === signByte) return at
  }
  return end
}
