/**
 * The language of calculated columns, as far as it can be judged without a record: text becomes a tree whose columns and
 * functions exist. What the tree means is in engine/expression.ts; docs/settings.md explains the language.
 *
 *     or < and < not < = <> < <= > >= < & < + - < * / < -x
 */

/** Every function, with the least and the most arguments it takes. */
export const FUNCTIONS = {
  abs: [1, 1],
  coalesce: [1, 100],
  concat: [1, 100],
  date: [1, 3],
  day: [1, 1],
  if: [2, 3],
  isempty: [1, 1],
  left: [2, 2],
  length: [1, 1],
  lower: [1, 1],
  mid: [3, 3],
  month: [1, 1],
  now: [0, 0],
  number: [1, 1],
  record: [0, 0],
  replace: [3, 3],
  right: [2, 2],
  round: [1, 2],
  today: [0, 1],
  trim: [1, 1],
  upper: [1, 1],
  year: [1, 1],
} as const satisfies Record<string, readonly [number, number]>
export type FunctionName = keyof typeof FUNCTIONS

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/'

export type Expression =
  | { kind: 'constant'; value: null | boolean | string }
  /** Digits, with a point before the decimals. */
  | { kind: 'number'; digits: string }
  /** A column of the file, by its place among the records' fields. */
  | { kind: 'column'; index: number }
  | { kind: 'call'; name: FunctionName; given: Expression[] }
  | { kind: 'compare'; sign: Comparison; left: Expression; right: Expression }
  | { kind: 'calculate'; sign: Arithmetic; left: Expression; right: Expression }
  | { kind: 'join'; left: Expression; right: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not' | 'negate'; of: Expression }

export type ExpressionFault =
  /** Something else was expected here. */
  | 'unexpected'
  /** It ends too early. */
  | 'unfinished'
  | 'unknown_column'
  | 'unknown_function'
  /** More or fewer arguments than the function takes. */
  | 'wrong_count'
  | 'unknown_zone'
  | 'too_deep'

/** Why a text is no expression; `position` counts its characters from 1. */
export class ExpressionError extends Error {
  readonly code: ExpressionFault
  readonly position: number

  constructor(code: ExpressionFault, position: number) {
    super(`${code} at ${position}`)
    this.code = code
    this.position = position
  }
}

/** Brackets in brackets; deeper than anyone writes, and far from the end of the stack. */
const DEEPEST = 60

type Token = { kind: 'number' | 'text' | 'column' | 'word' | 'sign' | 'end'; text: string; at: number }

const SPACE = /\s*/uy
const TOKEN =
  /(\d+(?:\.\d+)?|\.\d+)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|\[((?:[^\]]|\]\])*)\]|([\p{L}_][\p{L}\p{N}_]*)|(<>|<=|>=|[-+*/&=<>(),;])/uy

function* tokensOf(text: string): Generator<Token> {
  for (let at = 0; ; ) {
    SPACE.lastIndex = at
    SPACE.exec(text)
    at = SPACE.lastIndex
    if (at === text.length) break
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (!found) throw new ExpressionError(/["'[]/.test(text[at] ?? '') ? 'unfinished' : 'unexpected', at + 1)
    const [, number, double, single, column, word, sign = ''] = found
    if (number !== undefined) yield { kind: 'number', text: number, at }
    else if (double !== undefined) yield { kind: 'text', text: double.replaceAll('""', '"'), at }
    else if (single !== undefined) yield { kind: 'text', text: single.replaceAll("''", "'"), at }
    else if (column !== undefined) yield { kind: 'column', text: column.replaceAll(']]', ']'), at }
    else if (word !== undefined) yield { kind: 'word', text: word, at }
    else yield { kind: 'sign', text: sign, at }
    at = TOKEN.lastIndex
  }
  yield { kind: 'end', text: '', at: text.length }
}

/**
 * @param columns names of the file's columns, in their order
 * @throws ExpressionError, and nothing else
 */
export function parseExpression(text: string, columns: string[]): Expression {
  const parser = new Parser([...tokensOf(text)], columns)
  const expression = parser.or()
  parser.end()
  return expression
}

const CONSTANTS: Record<string, null | boolean> = { null: null, true: true, false: false }
const COMPARISONS = ['=', '<>', '<=', '>=', '<', '>'] as const

class Parser {
  readonly #tokens: Token[]
  readonly #columns: string[]
  #at = 0
  #depth = 0

  constructor(tokens: Token[], columns: string[]) {
    this.#tokens = tokens
    this.#columns = columns
  }

  end(): void {
    if (this.#next.kind !== 'end') throw this.#fault()
  }

  or(): Expression {
    return this.#deeper(() => {
      let left = this.#and()
      while (this.#word('or')) left = { kind: 'or', left, right: this.#and() }
      return left
    })
  }

  #and(): Expression {
    let left = this.#not()
    while (this.#word('and')) left = { kind: 'and', left, right: this.#not() }
    return left
  }

  #not(): Expression {
    if (this.#isWord('not')) {
      this.#at += 1
      return this.#deeper(() => ({ kind: 'not', of: this.#not() }))
    }
    const left = this.#join()
    const sign = this.#sign(COMPARISONS)
    return sign ? { kind: 'compare', sign, left, right: this.#join() } : left
  }

  #join(): Expression {
    let left = this.#sum()
    while (this.#sign(['&'])) left = { kind: 'join', left, right: this.#sum() }
    return left
  }

  #sum(): Expression {
    let left = this.#product()
    for (;;) {
      const sign = this.#sign(['+', '-'])
      if (!sign) return left
      left = { kind: 'calculate', sign, left, right: this.#product() }
    }
  }

  #product(): Expression {
    let left = this.#signed()
    for (;;) {
      const sign = this.#sign(['*', '/'])
      if (!sign) return left
      left = { kind: 'calculate', sign, left, right: this.#signed() }
    }
  }

  #signed(): Expression {
    if (this.#sign(['-'])) return this.#deeper(() => ({ kind: 'negate', of: this.#signed() }))
    if (this.#sign(['+'])) return this.#deeper(() => this.#signed())
    return this.#single()
  }

  #single(): Expression {
    const { kind, text, at } = this.#next
    if (kind === 'end') throw this.#fault()
    this.#at += 1
    if (kind === 'number') return { kind: 'number', digits: text }
    if (kind === 'text') return { kind: 'constant', value: text }
    if (kind === 'column') return this.#column(text, at)
    if (kind === 'word') {
      if (this.#sign(['('])) return this.#call(text, at)
      const constant = CONSTANTS[Object.hasOwn(CONSTANTS, text.toLowerCase()) ? text.toLowerCase() : '']
      if (constant !== undefined) return { kind: 'constant', value: constant }
      return this.#column(text, at)
    }
    if (text !== '(') {
      this.#at -= 1
      throw this.#fault()
    }
    const inner = this.or()
    this.#close()
    return inner
  }

  #column(name: string, at: number): Expression {
    const index = this.#columns.indexOf(name)
    if (index < 0) throw new ExpressionError('unknown_column', at + 1)
    return { kind: 'column', index }
  }

  #call(word: string, at: number): Expression {
    const name = word.toLowerCase()
    if (!isFunction(name)) throw new ExpressionError('unknown_function', at + 1)
    const given: Expression[] = []
    if (!this.#sign([')'])) {
      do given.push(this.or())
      while (this.#sign([',', ';']))
      this.#close()
    }
    const [least, most] = FUNCTIONS[name]
    if (given.length < least || given.length > most || (name === 'date' && given.length === 2))
      throw new ExpressionError('wrong_count', at + 1)
    if (name === 'today' && given[0] && !isZone(given[0])) throw new ExpressionError('unknown_zone', at + 1)
    return { kind: 'call', name, given }
  }

  #close(): void {
    if (!this.#sign([')'])) throw this.#fault()
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token
  }

  #fault(): ExpressionError {
    const { kind, at } = this.#next
    return new ExpressionError(kind === 'end' ? 'unfinished' : 'unexpected', at + 1)
  }

  #deeper(read: () => Expression): Expression {
    if (this.#depth === DEEPEST) throw new ExpressionError('too_deep', this.#next.at + 1)
    this.#depth += 1
    const expression = read()
    this.#depth -= 1
    return expression
  }

  /** Takes the next token if it is one of these. */
  #sign<Sign extends string>(signs: readonly Sign[]): Sign | undefined {
    const { kind, text } = this.#next
    if (kind !== 'sign' || !(signs as readonly string[]).includes(text)) return undefined
    this.#at += 1
    return text as Sign
  }

  #isWord(word: string): boolean {
    return this.#next.kind === 'word' && this.#next.text.toLowerCase() === word
  }

  #word(word: string): boolean {
    if (!this.#isWord(word)) return false
    this.#at += 1
    return true
  }
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name)

/** The zone is written out, so that it is known before the first record. */
function isZone(expression: Expression): boolean {
  if (expression.kind !== 'constant' || typeof expression.value !== 'string') return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: expression.value })
    return true
  } catch {
    return false
  }
}
