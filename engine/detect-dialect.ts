import { isBlankLine } from '#engine/blank.ts'
import { type Cut, walkRecords } from '#engine/detect-records.ts'
import { PLAIN } from '#engine/reader.ts'
import { separatorCandidates } from '#engine/separator-candidates.ts'
import { commonest, fits, type RecordShape, tableStart } from '#engine/table-start.ts'
import type { Quote } from '#jobs/settings.ts'

/** How much of the text the choice looks at, in bytes: each separator and quote is tried on it. */
const LOOK_AT = 128 * 1024

/** Between equals, the sign that people also write within a field is the less likely separator. */
const LIKELINESS: Record<string, number> = { ',': 0.98, ';': 0.99, '\t': 1, '|': 1, ' ': 0.5 }
const OTHER_LIKELINESS = 0.95
/** That the first lines are none of the table. */
const PREAMBLE_LIKELINESS = 0.7
/** That so many records before an empty line are a table by themselves. */
const LEAST_BLOCK = 3
const BLOCK_LIKELINESS = 0.7
/** That a file has one column only, where nothing else is regular. */
const ONE_COLUMN = 0.15
/** How much records count that are cut at all, though not as the header is. */
const CUT_AT_ALL = 0.65

/** The first line of a file for Excel: which separator follows. */
export const SEPARATOR_LINE = /^sep=(.)\r?\n/i

const RULE_SIGNS = Buffer.from('+:|, ;\t\r\n')

type Shape = {
  records: RecordShape[]
  /** Fields that a quote opens and the same quote closes, in records with as many fields as the table. */
  quoted: number
  broken: number
}

type Choice = { cut: Cut; shape: Shape; score: number; regular: number; width: number; start: number }

/**
 * Finds separator, quote sign and escape: those under which most records have as many fields as the header.
 * @param said what is known and not guessed
 * @returns also another separator that would do nearly as well
 */
export function detectDialect(text: string, { cut }: { cut: boolean }, said: Partial<Cut> = {}): Cut & { rival?: string } {
  if (said.separator !== undefined && said.quote !== undefined && said.escape !== undefined)
    return { separator: said.separator, quote: said.quote, escape: said.escape }
  const whole = Buffer.from(text.slice(0, LOOK_AT))
  const head = whole.subarray(0, LOOK_AT)
  const options = { cut: cut || text.length > LOOK_AT || whole.length > LOOK_AT }
  const announced = said.separator ?? SEPARATOR_LINE.exec(text)?.[1]
  const choices = (announced === undefined ? separatorCandidates(text.slice(0, LOOK_AT)) : [announced])
    .map((separator) => chooseQuote(head, separator, options, said))
    .filter(({ cut: { separator }, shape }) => announced !== undefined || separator !== ' ' || aligned(text, shape))
    .sort((a, b) => b.score - a.score)
  const best = choices[0] && longest(choices[0], choices)
  if (!best) return { separator: ',', quote: said.quote ?? '"', escape: said.escape ?? 'doubled' }
  const rival = choices.find(
    ({ cut: { separator }, regular, width, start }) =>
      separator !== best.cut.separator &&
      separator !== ' ' &&
      width > 1 &&
      start === best.start &&
      best.width > 1 &&
      regular > 0.95 &&
      !best.cut.separator.includes(separator) &&
      !separator.includes(best.cut.separator),
  )
  return { ...best.cut, ...(rival && { rival: rival.cut.separator }) }
}

/** The separator that a sign is only ever part of, if there is one: `||` where no bar stands alone. */
function longest(best: Choice, choices: Choice[]): Choice {
  const sign = best.cut.separator
  const longer = choices.find(({ cut: { separator }, regular, width, start, shape }) => {
    const signs = separator.split(sign).length - 1
    if (separator === sign || signs === 0 || width < 2 || start !== best.start || best.width - 1 !== (width - 1) * signs) return false
    // A blank after a comma belongs to it only where a quote stands behind it.
    if (separator.trim() === sign) return regular === 1 && shape.quoted > best.shape.quoted
    return regular >= best.regular && regular > 0.95
  })
  return longer ?? best
}

/** Words with blanks between them are no columns; numbers are, quoted values, and what is set in columns by several blanks. */
function aligned(text: string, { records, quoted }: Shape): boolean {
  return quoted > 0 || / {2}\S/.test(text.slice(0, LOOK_AT)) || records.slice(1).every(({ texty }) => !texty)
}

function chooseQuote(head: Buffer, separator: string, options: { cut: boolean }, said: Partial<Cut>): Choice {
  const tried = (quote: Quote, way: Cut['escape']) => rate(head, { separator, quote, escape: way }, options)
  const withEscape = (quote: Quote): Choice => {
    if (said.escape) return tried(quote, said.escape)
    const doubled = tried(quote, 'doubled')
    if (!head.includes(quote === '' ? '\\' : `\\${quote}`)) return doubled
    if (quote === '') return head.includes('\\N') ? tried(quote, 'backslash') : doubled
    const backslash = tried(quote, 'backslash')
    const [a, b] = [doubled.shape.broken, backslash.shape.broken]
    return b < a || (b === a && backslash.regular > doubled.regular) ? backslash : doubled
  }
  if (said.quote !== undefined) return withEscape(said.quote)
  const double = withEscape('"')
  const { quoted, broken } = double.shape
  const single = head.includes("'") ? withEscape("'") : undefined
  if (single && single.shape.quoted > quoted && single.shape.broken * 10 <= single.shape.quoted) return single
  // As databases write text: nothing is quoted, and a backslash says what is no value. A lone quote sign may look like quoting.
  if (quoted * 2 < double.shape.records.length && separator !== ',' && separator !== ' ' && valuesOf(head, separator)) {
    const none = withEscape('')
    if (none.regular >= double.regular) return none
  }
  if (broken < 2 || broken < quoted) return double
  const none = withEscape('')
  return none.regular >= double.regular ? none : double
}

/** Whether `\N` stands between separators. */
const valuesOf = (head: Buffer, separator: string) => {
  const at = head.indexOf('\\N')
  if (at < 0) return false
  const after = head.subarray(at + 2, at + 2 + Buffer.byteLength(separator)).toString()
  return after === '' || after === separator || /^[\r\n]/.test(after)
}

function rate(head: Buffer, cut: Cut, options: { cut: boolean }): Choice {
  const shape = measure(head, cut, options)
  const all = rateRecords(shape, cut)
  // Behind an empty line another table may follow.
  const end = shape.records.findIndex(({ afterBlank }, index) => index >= LEAST_BLOCK && afterBlank)
  if (end < 0) return all
  const block = rateRecords({ ...shape, records: shape.records.slice(0, end) }, cut)
  return block.score * BLOCK_LIKELINESS > all.score ? { ...block, score: block.score * BLOCK_LIKELINESS } : all
}

function rateRecords(shape: Shape, cut: Cut): Choice {
  const { start, width } = tableStart(shape.records)
  const rest = shape.records.slice(start + 1)
  const counts = rest.map(({ fields }) => fields)
  const regular = (fit: (record: RecordShape) => boolean) => (rest.length === 0 ? 1 : rest.filter(fit).length / rest.length)
  if (width < 2) {
    // One column: separators that cut its values anyway are none.
    return { cut, shape, score: ONE_COLUMN * regular(({ fields }) => fields === 1), regular: 0, width, start }
  }
  const most = commonest(counts)
  const exact = regular((record) => fits(record, width))
  // Where the records agree with each other but not with the header.
  const own = Math.max(
    exact,
    most === 0 ? 0 : 0.8 * regular(({ fields }) => fields === most),
    CUT_AT_ALL * regular(({ fields }) => fields > 1),
  )
  // Words have blanks between them, quoted values seldom.
  const proven = cut.separator === ' ' && shape.quoted > 0 && shape.broken === 0
  const likeliness = (proven ? undefined : LIKELINESS[cut.separator]) ?? OTHER_LIKELINESS
  const score = own ** 2 * (1 - 1 / (width + 1)) * likeliness * (start > 0 ? PREAMBLE_LIKELINESS : 1)
  return { cut, shape, score, regular: exact, width, start }
}

function measure(head: Buffer, cut: Cut, options: { cut: boolean }): Shape {
  const records: RecordShape[] = []
  let [broken, afterBlank] = [0, false]
  const quotedBy = new Map<number, number>()
  walkRecords(head, cut, options, ({ from, next, fields }) => {
    const { count, starts, ends, kinds, source } = fields
    if (count < 2 && isBlankLine(head, from, next)) {
      afterBlank = true
      return
    }
    if (isRuleLine(head, from, next)) return
    const shape: RecordShape = { afterBlank, fields: count, full: 0, filled: 0, texty: true }
    afterBlank = false
    let quotedHere = 0
    for (let i = 0; i < Math.min(count, starts.length); i += 1) {
      if (kinds[i] !== PLAIN) quotedHere += 1
      if (ends[i] === starts[i] && kinds[i] === PLAIN) continue
      shape.full = i + 1
      shape.filled += 1
      const first = source[starts[i] as number] as number
      if (first >= 48 && first <= 57) shape.texty = false
    }
    if (fields.refusal) broken += 1
    else quotedBy.set(count, (quotedBy.get(count) ?? 0) + quotedHere)
    records.push(shape)
  })
  return { records, quoted: quotedBy.get(tableStart(records).width) ?? 0, broken }
}

/** Nothing but the signs of which lines under names are drawn. */
function isRuleLine(bytes: Uint8Array, from: number, to: number): boolean {
  let dashes = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number
    if (byte === 45 || byte === 61) dashes += 1
    else if (!RULE_SIGNS.includes(byte)) return false
  }
  return dashes > 1
}
