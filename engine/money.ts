const [ZERO, NINE, MINUS, PLUS, POINT, COMMA, SPACE] = [48, 57, 45, 43, 46, 44, 32]

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE

/** What stands before or behind an amount: signs and letters of the currencies of our languages' countries and their neighbours. */
const CURRENCIES = [
  ...[
    '€',
    '$',
    '£',
    '¥',
    '₺',
    '₹',
    '₽',
    'US$',
    'R$',
    'A$',
    'C$',
    'CA$',
    'MX$',
    'AR$',
    'CL$',
    'S/',
    'S/.',
    'Fr.',
    'Fr',
    'SFr.',
    'kr',
    'kr.',
    'zł',
    'Kč',
    'Ft',
    'lei',
  ],
  ...['EUR', 'CHF', 'BRL', 'USD', 'GBP', 'JPY', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'TRY', 'CAD', 'AUD', 'CNY', 'INR'],
  ...['MXN', 'ARS', 'CLP', 'COP', 'PEN', 'UYU', 'Euro', 'euro', 'euros', 'Euros'],
]
const SIGNS: [Buffer, 'percent' | 'currency'][] = [
  ['%', 'percent'] as const,
  ...CURRENCIES.toSorted((a, b) => b.length - a.length).map((sign) => [sign, 'currency'] as const),
].map(([sign, kind]) => [Buffer.from(sign), kind])

/** Whether a trimmed value is more than digits: only then need `withoutMoney` be asked. */
export function hasMoney(source: Uint8Array, from: number, to: number): boolean {
  const first = source[from] as number
  return (
    !isDigit(source[to - 1] as number) || (!isDigit(first) && !((first === MINUS || first === PLUS) && isDigit(source[from + 1] as number)))
  )
}

export type Bare = { source: Uint8Array; from: number; to: number; sign: 'percent' | 'currency' | null }

/**
 * Takes one percent sign or currency away from a number: `12,5 %` is 12.5, `R$ 1.234,50`, `-€5`, `CHF 12.–`. A minus may stand
 * before or behind all, or between currency and number.
 * @returns the value itself where there is nothing to take away, or too much: then it is no number
 */
export function withoutMoney(source: Uint8Array, from: number, to: number): Bare {
  const asItIs: Bare = { source, from, to, sign: null }
  let [start, end, sign, negative, signed] = [from, to, null as Bare['sign'], false, false]
  for (;;) {
    start = pastBlanks(source, start, end)
    end = beforeBlanks(source, start, end)
    if (start >= end) return asItIs
    const first = source[start] as number
    const last = source[end - 1] as number
    const dash = dashLength(source, start, end)
    if (!signed && (first === MINUS || first === PLUS) && !isNumberSign(source[start + 1] as number)) {
      ;[negative, signed] = [first === MINUS, true]
      start += 1
    } else if (dash > 0) {
      // `12.–` and `12,-` say that there are no cents.
      end -= dash + 1
    } else if (!signed && last === MINUS) {
      // As accounts are printed: `12,50-`.
      ;[negative, signed] = [true, true]
      end -= 1
    } else {
      const before = sign === null ? SIGNS.find(([text]) => at(source, start, end, text)) : undefined
      const behind =
        sign === null && !before ? SIGNS.find(([text]) => end - text.length > start && at(source, end - text.length, end, text)) : undefined
      const found = before ?? behind
      if (!found) break
      sign = found[1]
      if (before) start += found[0].length
      else end -= found[0].length
    }
  }
  const [first, last] = [source[start] as number, source[end - 1] as number]
  // What is left begins and ends as a number does; a sign of its own must be the only one.
  if (!isNumberSign(last) || !(isNumberSign(first) || (!signed && (first === MINUS || first === PLUS)))) return asItIs
  if (!negative) return { source, from: start, to: end, sign }
  const number = Buffer.concat([Uint8Array.of(MINUS), source.subarray(start, end)])
  return { source: number, from: 0, to: number.length, sign }
}

const isNumberSign = (byte: number) => isDigit(byte) || byte === POINT || byte === COMMA

/** Length of a dash that stands for cents at the end, behind a decimal sign; 0 if there is none. */
function dashLength(source: Uint8Array, start: number, end: number): number {
  const wide =
    end - start > 4 && source[end - 3] === 0xe2 && source[end - 2] === 0x80 && (source[end - 1] === 0x93 || source[end - 1] === 0x94)
  const length = wide ? 3 : source[end - 1] === MINUS ? (source[end - 2] === MINUS ? 2 : 1) : 0
  const sign = source[end - length - 1]
  return length > 0 && end - length - 1 > start && (sign === POINT || sign === COMMA) ? length : 0
}

function at(source: Uint8Array, from: number, end: number, text: Buffer): boolean {
  if (from + text.length > end) return false
  for (let i = 0; i < text.length; i += 1) if (source[from + i] !== text[i]) return false
  return true
}

/** A blank, a no-break one, a narrow no-break one. */
function pastBlanks(source: Uint8Array, from: number, to: number): number {
  let start = from
  for (;;) {
    if (source[start] === SPACE && start < to) start += 1
    else if (source[start] === 0xc2 && source[start + 1] === 0xa0 && start + 1 < to) start += 2
    else if (source[start] === 0xe2 && source[start + 1] === 0x80 && source[start + 2] === 0xaf && start + 2 < to) start += 3
    else return start
  }
}

function beforeBlanks(source: Uint8Array, from: number, to: number): number {
  let end = to
  for (;;) {
    if (end > from && source[end - 1] === SPACE) end -= 1
    else if (end - 1 > from && source[end - 2] === 0xc2 && source[end - 1] === 0xa0) end -= 2
    else if (end - 2 > from && source[end - 3] === 0xe2 && source[end - 2] === 0x80 && source[end - 1] === 0xaf) end -= 3
    else return end
  }
}
