import { absoluteOf, add, compare, Decimal, divide, multiply, negate, round, subtract, wholeOf, write } from '#engine/decimal.ts'
import { Day, dayAfter, dayNumber, dayOf, readBoolean, readDay, readDecimal, writeDay } from '#engine/read-text.ts'
import { RECORD_LIMIT } from '#engine/reader.ts'
import type { Arithmetic, Comparison, Expression, FunctionName } from '#jobs/expression.ts'
import type { ColumnMapping } from '#jobs/settings.ts'

/** What an expression means (jobs/expression.ts has its form): every evaluation ends soon, with a value or with `undefined`. */

/** How the numbers and dates of a text are written. */
export type Habits = Pick<ColumnMapping, 'decimalSign' | 'dateOrder'>

/** How they are written by what is calculated here, and in the expression itself. */
export const OWN_HABITS: Habits = { decimalSign: '.', dateOrder: 'ymd' }

/** A text that knows how its numbers and dates are written, wherever it came from and whatever was cut off it. */
export class Text {
  readonly text: string
  readonly habits: Habits

  constructor(text: string, habits: Habits = OWN_HABITS) {
    this.text = text
    this.habits = habits
  }
}

export type Value = null | boolean | Decimal | Text | Day

/** The record that an expression is evaluated for. */
export type Row = {
  /** Its number in the file. */
  record: number
  /** The value of a column of the file, null where it is empty, undefined where it has none that could be used. */
  cell: (index: number) => Text | null | undefined
}

/** @returns undefined where there is no result: a division by zero, a text that is no number, a text of a megabyte and more */
export type Calculation = (row: Row) => Value | undefined

type Step = (row: Row & { work: number }) => Value

/** One for all, since only its being thrown says anything. */
const FAILED = new Error('no result')

function fail(): never {
  throw FAILED
}

/** Characters that one evaluation may make and look at. */
const WORK_LIMIT = 16 * RECORD_LIMIT

/** @param startedAt when the job was started for the first time: today() is the same day after every pause */
export function compileExpression(expression: Expression, startedAt: Date): Calculation {
  const step = compile(expression, startedAt)
  return ({ record, cell }) => {
    try {
      return step({ record, cell, work: 0 })
    } catch (error) {
      if (error === FAILED) return undefined
      throw error
    }
  }
}

/** As a converter reads it, with OWN_HABITS unless it is a text with others. */
export function textOfValue(value: Value): string | null {
  if (value === null) return null
  if (value instanceof Text) return value.text
  if (value instanceof Decimal) return write(value)
  if (value instanceof Day) return writeDay(value)
  return String(value)
}

function compile(expression: Expression, startedAt: Date): Step {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression
      const constant = typeof value === 'string' ? new Text(value) : value
      return () => constant
    }
    case 'number': {
      const number = readDecimal(expression.digits, '.')
      return () => number ?? fail()
    }
    case 'column': {
      const { index } = expression
      return (row) => {
        const text = row.cell(index)
        if (text === undefined) return fail()
        if (text !== null) spend(row, text.text)
        return text
      }
    }
    case 'call': {
      if (expression.name === 'if') return choose(expression.given.map((each) => compile(each, startedAt)))
      if (expression.name === 'coalesce') return firstGiven(expression.given.map((each) => compile(each, startedAt)))
      return call(expression.name, expression.given, startedAt)
    }
    case 'compare': {
      const [sign, left, right] = [expression.sign, compile(expression.left, startedAt), compile(expression.right, startedAt)]
      if (sign === '=' || sign === '<>') return (row) => isSame(left(row), right(row)) === (sign === '=')
      return (row) => isInOrder(sign, left(row), right(row))
    }
    case 'calculate': {
      const [sign, left, right] = [expression.sign, compile(expression.left, startedAt), compile(expression.right, startedAt)]
      return (row) => calculate(sign, left(row), right(row))
    }
    case 'join': {
      const [left, right] = [compile(expression.left, startedAt), compile(expression.right, startedAt)]
      return (row) => join(row, [left(row), right(row)])
    }
    case 'and':
    case 'or': {
      const [left, right] = [compile(expression.left, startedAt), compile(expression.right, startedAt)]
      const decisive = expression.kind === 'or'
      return (row) => {
        const one = truth(left(row))
        if (one === decisive) return decisive
        const other = truth(right(row))
        return other === decisive ? decisive : one === null || other === null ? null : !decisive
      }
    }
    case 'not': {
      const of = compile(expression.of, startedAt)
      return (row) => {
        const value = truth(of(row))
        return value === null ? null : !value
      }
    }
    case 'negate': {
      const of = compile(expression.of, startedAt)
      return (row) => {
        const value = number(of(row))
        return value && negate(value)
      }
    }
  }
}

const choose =
  ([condition, then, otherwise]: Step[]): Step =>
  (row) =>
    truth((condition as Step)(row)) ? (then as Step)(row) : otherwise ? otherwise(row) : null

const firstGiven =
  (steps: Step[]): Step =>
  (row) => {
    for (const step of steps) {
      const value = step(row)
      if (!isEmpty(value)) return value
    }
    return null
  }

/** Nothing, or a text without a character. */
const isEmpty = (value: Value): boolean => value === null || (value instanceof Text && value.text === '')

const isBlank = ({ text }: Text): boolean => /^[ \t]*$/.test(text)

/** Counts the characters that were made, and gives up on a text that no record could hold. */
function spend(row: { work: number }, text: string): string {
  row.work += text.length
  if (text.length > RECORD_LIMIT || row.work > WORK_LIMIT) fail()
  return text
}

/** Empty texts are no number, no day and no truth value, but nothing; other texts are read, or the calculation fails. */

function number(value: Value): Decimal | null {
  if (value === null || value instanceof Decimal) return value
  if (!(value instanceof Text)) return fail()
  if (isBlank(value)) return null
  return readDecimal(value.text, value.habits.decimalSign) ?? fail()
}

function day(value: Value): Day | null {
  if (value === null || value instanceof Day) return value
  if (!(value instanceof Text)) return fail()
  if (isBlank(value)) return null
  return readDay(value.text, value.habits.dateOrder) ?? fail()
}

function truth(value: Value): boolean | null {
  if (value === null || typeof value === 'boolean') return value
  if (!(value instanceof Text)) return fail()
  if (isBlank(value)) return null
  return readBoolean(value.text) ?? fail()
}

const text = (value: Value): Text | null => (value === null || value instanceof Text ? value : new Text(textOfValue(value) ?? ''))

/** A number to count with, such as the length of a part. */
const count = (value: Decimal): number => wholeOf(value) ?? fail()

/** Nothing and the empty text are the same; a number and a text are, if the text is written as that number. */
function isSame(a: Value, b: Value): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b)
  if (a instanceof Text && b instanceof Text) return a.text === b.text
  if (a instanceof Text) return isSame(b, a)
  if (a instanceof Decimal) {
    const other = b instanceof Text ? readDecimal(b.text, b.habits.decimalSign) : b
    return other instanceof Decimal && compare(a, other) === 0
  }
  if (a instanceof Day) {
    const other = b instanceof Text ? readDay(b.text, b.habits.dateOrder) : b
    return other instanceof Day && dayNumber(a) === dayNumber(other)
  }
  return a === (b instanceof Text ? readBoolean(b.text) : b)
}

const IN_ORDER: Record<Exclude<Comparison, '=' | '<>'>, (difference: number) => boolean> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
}

/** Days have an order and numbers have; texts are read as numbers, so that 9 is less than 10. */
function isInOrder(sign: Exclude<Comparison, '=' | '<>'>, a: Value, b: Value): boolean | null {
  if (a instanceof Day || b instanceof Day) {
    const [one, other] = [day(a), day(b)]
    return one && other && IN_ORDER[sign](dayNumber(one) - dayNumber(other))
  }
  const [one, other] = [number(a), number(b)]
  return one && other && IN_ORDER[sign](compare(one, other))
}

const ARITHMETIC: Record<Arithmetic, (a: Decimal, b: Decimal) => Decimal | undefined> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
}

function calculate(sign: Arithmetic, a: Value, b: Value): Value {
  if (a instanceof Day && sign === '-' && b instanceof Day) return new Decimal(BigInt(dayNumber(a) - dayNumber(b)))
  if (a instanceof Day && (sign === '+' || sign === '-')) {
    const days = number(b)
    return days && (dayAfter(a, sign === '+' ? count(days) : -count(days)) ?? fail())
  }
  const [one, other] = [number(a), number(b)]
  return one && other && (ARITHMETIC[sign](one, other) ?? fail())
}

/** Nothing adds nothing to a text. */
function join(row: { work: number }, values: Value[]): Text {
  const parts = values.map((value) => textOfValue(value) ?? '')
  return new Text(spend(row, parts.join('')))
}

/** Functions of one value and more, of which none may be nothing: where one is, so is the result. */
type Function = (row: Row & { work: number }, values: NonNullable<Value>[]) => Value

/** Counts characters as people do who see no code units. */
function lengthOf(value: string): number {
  let length = 0
  for (const _ of value) length += 1
  return length
}

/** @param from counted from 0 */
function part(row: { work: number }, { text: whole, habits }: Text, from: number, length: number): Text {
  if (from < 0 || length < 0) return fail()
  let [at, place] = [0, 0]
  for (; at < whole.length && place < from; place += 1) at += widthAt(whole, at)
  const start = at
  for (; at < whole.length && place < from + length; place += 1) at += widthAt(whole, at)
  return new Text(spend(row, whole.slice(start, at)), habits)
}

const widthAt = (value: string, at: number): 1 | 2 => ((value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

function replace(row: { work: number }, { text: whole, habits }: Text, from: string, to: string): Text {
  if (from === '') return new Text(whole, habits)
  const parts = spend(row, whole).split(from)
  // Known before it is made: `replace(x, "a", x)` could be a million times a million characters.
  if (whole.length + (parts.length - 1) * (to.length - from.length) > RECORD_LIMIT) return fail()
  return new Text(spend(row, parts.join(to)), habits)
}

const changed = (change: (value: string) => string): Function => {
  return (row, [value]) => {
    const { text: given, habits } = text(value as Value) as Text
    return new Text(spend(row, change(given)), habits)
  }
}

const partOfDay = (name: 'year' | 'month' | 'day'): Function => {
  return (_, [value]) => {
    const found = day(value as Value)
    return found && new Decimal(BigInt(found[name]))
  }
}

const FUNCTIONS: Record<Exclude<FunctionName, 'if' | 'coalesce' | 'concat' | 'isempty' | 'today' | 'now' | 'record'>, Function> = {
  abs: (_, [value]) => {
    const found = number(value as Value)
    return found && absoluteOf(found)
  },
  date: (_, values) => {
    if (values.length === 1) return day(values[0] as Value)
    const [year, month, at] = values.map(number)
    return year && month && at ? (dayOf(count(year), count(month), count(at)) ?? fail()) : null
  },
  day: partOfDay('day'),
  left: (row, [value, length]) => {
    const found = number(length as Value)
    return found && part(row, text(value as Value) as Text, 0, count(found))
  },
  length: (_, [value]) => new Decimal(BigInt(lengthOf((text(value as Value) as Text).text))),
  lower: changed((value) => value.toLowerCase()),
  mid: (row, [value, from, length]) => {
    const [first, most] = [number(from as Value), number(length as Value)]
    return first && most && part(row, text(value as Value) as Text, count(first) - 1, count(most))
  },
  month: partOfDay('month'),
  number: (_, [value]) => number(value as Value),
  replace: (row, [value, from, to]) =>
    replace(row, text(value as Value) as Text, textOfValue(from as Value) ?? '', textOfValue(to as Value) ?? ''),
  right: (row, [value, length]) => {
    const found = number(length as Value)
    if (!found) return null
    const whole = text(value as Value) as Text
    const most = count(found)
    if (most < 0) return fail()
    return part(row, whole, Math.max(0, lengthOf(whole.text) - most), most)
  },
  round: (_, [value, decimals]) => {
    const found = number(value as Value)
    const places = decimals === undefined ? 0 : number(decimals)
    if (!found || places === null) return null
    const to = places instanceof Decimal ? count(places) : 0
    return Math.abs(to) > 100 ? fail() : (round(found, to) ?? fail())
  },
  trim: changed((value) => value.trim()),
  upper: changed((value) => value.toUpperCase()),
  year: partOfDay('year'),
}

function call(name: Exclude<FunctionName, 'if' | 'coalesce'>, given: Expression[], startedAt: Date): Step {
  const steps = given.map((each) => compile(each, startedAt))
  if (name === 'today') {
    const today = dayIn(startedAt, given[0]?.kind === 'constant' ? String(given[0].value) : 'UTC')
    return () => today
  }
  if (name === 'now') {
    const now = new Text(startedAt.toISOString().replace('T', ' ').replace('Z', '+00'))
    return () => now
  }
  if (name === 'record') return ({ record }) => new Decimal(BigInt(record))
  if (name === 'concat')
    return (row) =>
      join(
        row,
        steps.map((step) => step(row)),
      )
  if (name === 'isempty') return (row) => isEmpty((steps[0] as Step)(row))
  const apply = FUNCTIONS[name]
  return (row) => {
    const values: NonNullable<Value>[] = []
    for (const step of steps) {
      const value = step(row)
      if (value === null) return null
      values.push(value)
    }
    return apply(row, values)
  }
}

function dayIn(moment: Date, timeZone: string): Day {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  const found = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return new Day(found.year ?? 0, found.month ?? 0, found.day ?? 0)
}
