import type { Sql } from '#db/client.ts'
import type { Column } from '#engine/columns.ts'
import { type Converted, OK } from '#engine/convert.ts'
import { copyToScratch, createScratch, emptyKeys, type Key, NUMBER, SCRATCH, type Step } from '#engine/operation.ts'
import { isRefusal, isUnaskable } from '#engine/problem.ts'
import { quoted } from '#engine/quote.ts'
import { BINARY } from '#engine/row-format.ts'
import { copyIn } from '#engine/session.ts'
import { type RefusedRow, refusedByTable, refusedLine } from '#engine/table-refusal.ts'
import type { Rule } from '#engine/table-rules.ts'

/** How the rows of an import get into its table. */
export type Target = {
  columns: Column[]
  /** `copy "schema"."table" ("column", …) from stdin`; null where rows must be reconciled with the table first. */
  copy: string | null
  /** All pieces in one transaction. */
  whole: boolean
  /** Rows go in one behind the other, since one may need another that comes before it. */
  inOrder: boolean
  keys: Key[]
  steps: Step[]
  /** What the table can be asked before rows are inserted; empty where that says nothing, as for updates. */
  rules: Rule[]
  /**
   * Triggers may change a row that comes in before the rules are asked of it, or keep it out: one that seems to break them is
   * tried all the same.
   */
  changesRows: boolean
  /** Pieces that go by the scratch table at once, since the table has refused some lately. */
  wary: number
  /** Whether rows that were just sent in binary meant what they were written to mean; throws TypeChanged if not. */
  checkTypes: (sql: Sql) => Promise<void>
}

/** After a refusal so many pieces are first asked about, before rows are again sent straight to the table. */
const WARY_PIECES = 16

/** What became of the records that did not get into the table, by position in the chunk. */
export type Fates = { refuse: (i: number, why: RefusedRow) => void; ignore: (i: number) => void; keptOut: (count: number) => void }

/** Writes the rows of the records `from` to `to`, in the transaction that is open; those that cannot get in are told to `fates`. */
export async function writeRows(sql: Sql, target: Target, converted: Converted, from: number, to: number, fates: Fates): Promise<void> {
  const all = bytesOf(converted, from, to - 1)
  if (all.length === 0) return
  if (target.copy !== null && target.wary === 0) {
    const copy = target.copy
    let keptOut = 0
    const refusal = await refusalOf(sql, async () => {
      const written = await copyIn(sql, copy, all, converted.format)
      if (target.changesRows) keptOut = countOf(converted, from, to) - written
      if (converted.format === BINARY) await target.checkTypes(sql)
    })
    if (!refusal) {
      if (keptOut > 0) fates.keptOut(keptOut)
      return
    }
    target.wary = WARY_PIECES
  } else if (target.wary > 0) target.wary -= 1
  const rows: number[] = []
  for (let i = from; i < to; i += 1) if (converted.fates[i] === OK) rows.push(i)
  await writeByScratch(sql, target, converted, rows, {
    refuse(i, why) {
      if (target.copy !== null) target.wary = WARY_PIECES
      fates.refuse(i, why)
    },
    ignore: fates.ignore,
    keptOut: fates.keptOut,
  })
}

/** How many records became rows. */
function countOf({ fates }: Converted, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i += 1) if (fates[i] === OK) count += 1
  return count
}

type TableRefusal = Parameters<typeof refusedByTable>[0]

/**
 * Runs `work` in a savepoint: undefined where it was done, else why the server refused it.
 * @param counts which errors say so; others are thrown
 */
async function refusalOf(sql: Sql, work: () => Promise<unknown>, counts = isRefusal): Promise<TableRefusal | undefined> {
  await sql`savepoint rows`
  try {
    await work()
    await sql`release savepoint rows`
    return undefined
  } catch (error) {
    if (!counts(error)) throw error
    await sql`rollback to savepoint rows`
    await sql`release savepoint rows`
    return error
  }
}

/** Rows go to a temporary table; there they are asked about all at once, and from there they are written. */
async function writeByScratch(sql: Sql, target: Target, converted: Converted, rows: number[], fates: Fates): Promise<void> {
  await sql.unsafe(target.whole ? `${createScratch(target.columns)}; truncate ${SCRATCH}` : createScratch(target.columns))
  const sent = new Sent(rows)
  await fillScratch(sql, target, converted, sent, 0, rows.length, fates)
  if (sent.left === 0) return

  const empty = emptyKeys(target.keys)
  if (empty !== null)
    for (const { number } of await remove(sql, empty, target.keys[0]?.columns ?? []))
      fates.refuse(sent.take(number), { ...byKey(target.keys[0]?.columns), value: null, code: 'key_empty' })
  for (const step of target.steps) {
    if (step.find === null) continue
    await joinBy(sql, step)
    const columns = target.keys.flatMap((key) => key.columns)
    for (const { number, value, found } of await remove(sql, step.find, columns)) {
      const code = step.fate(found)
      if (code === 'ignored') fates.ignore(sent.take(number))
      else fates.refuse(sent.take(number), { ...byKey(step.columns), value, code })
    }
  }
  const aside: number[] = []
  for (const rule of target.rules) {
    if (sent.left === 0) return
    // The table's own index is there for a unique rule; what a foreign key points to may be small.
    await joinBy(sql, { byIndex: rule.reason === 'unique' })
    let broken: Removed[] = []
    // A check may stumble over a value, and the role may not be allowed to look where a foreign key points to: then the rows tell.
    const ask = async () => {
      broken = await remove(sql, rule.violators, namesIts(rule) ? rule.columns : [], target.changesRows ? 'true' : 'x.found = 1')
    }
    await refusalOf(sql, ask, isUnaskable)
    for (const { number, value } of broken)
      if (number < 0) aside.push(-number)
      else
        fates.refuse(sent.take(number), {
          columns: namesIts(rule) ? rule.columns : [],
          value,
          code: rule.reason,
          params: { constraint: rule.constraint },
          detail: null,
        })
  }
  let written = 0
  for (const step of target.steps) {
    if (step.write.length === 0) continue
    await joinBy(sql, step)
    written += await writeRange(sql, target, step, sent, sent.first, sent.last, fates)
  }
  // Now that it is known what became of the others.
  for (const number of aside.sort((a, b) => a - b)) {
    let count = 0
    const error = await refusalOf(sql, async () => {
      for (const { write } of target.steps) for (const statement of write) count += (await sql.unsafe(statement(-number, -number))).count
    })
    if (!error) written += count
    else fates.refuse(sent.take(number), whyOf(target, error))
  }
  if (target.changesRows && written < sent.left) fates.keptOut(sent.left - written)
}

/** For the statements that follow in this transaction: whether the planner is kept from reading all of a table for one piece. */
async function joinBy(sql: Sql, { byIndex }: Pick<Step, 'byIndex'>): Promise<void> {
  const whole = byIndex ? 'off' : 'on'
  await sql`select set_config('enable_hashjoin', ${whole}, true), set_config('enable_mergejoin', ${whole}, true)`
}

/** Which rows are in the scratch table, under which number: those of one COPY are numbered on. */
class Sent {
  readonly rows: number[]
  /** Rows `a` to `b`, from number `first` on. */
  readonly #runs: { first: number; a: number; b: number }[] = []
  readonly #taken = new Set<number>()
  left = 0

  constructor(rows: number[]) {
    this.rows = rows
  }

  add(last: number, a: number, b: number): void {
    this.#runs.push({ first: last - (b - a) + 1, a, b })
    this.left += b - a
  }

  get first(): number {
    return this.#runs[0]?.first ?? 0
  }

  get last(): number {
    const run = this.#runs.at(-1)
    return run ? run.first + run.b - run.a - 1 : -1
  }

  has(number: number): boolean {
    return this.#find(number) !== undefined && !this.#taken.has(number)
  }

  /** Position in the chunk of the row with this number, which is no more in the scratch table. */
  take(number: number): number {
    const position = this.#find(number)
    if (position === undefined) throw new Error(`no row has number ${number}`)
    this.#taken.add(number)
    this.left -= 1
    return position
  }

  #find(number: number): number | undefined {
    const run = this.#runs.find(({ first, a, b }) => number >= first && number < first + b - a)
    return run && this.rows[run.a + number - run.first]
  }
}

/** A rule that looks at several columns says not which of them is wrong, unless they are a key. */
const namesIts = ({ reason, columns }: Rule) => reason !== 'check' || columns.length === 1

/** A rule that was broken is told the same whether it was asked or whether the row was tried: Postgres names no column of a check. */
function whyOf({ rules }: Target, error: TableRefusal): RefusedRow {
  const why = refusedByTable(error)
  const rule = rules.find(({ reason, constraint }) => reason === why.code && constraint === why.params.constraint)
  return rule ? { ...why, columns: namesIts(rule) ? rule.columns : [], detail: null } : why
}

const byKey = (columns: string[] = []) => ({ columns, params: {}, detail: null })

/** Sends rows to the scratch table, save for those whose values the server cannot read. */
async function fillScratch(sql: Sql, target: Target, converted: Converted, sent: Sent, a: number, b: number, fates: Fates): Promise<void> {
  if (a >= b) return
  const error = await refusalOf(sql, () =>
    copyIn(sql, copyToScratch(target.columns), rowBytes(converted, sent.rows, a, b), converted.format),
  )
  if (!error) {
    const [row] = await sql.unsafe<{ last: string }[]>(`select max(${NUMBER}) as last from ${SCRATCH}`)
    return sent.add(Number(row?.last), a, b)
  }
  const refuse = (at: number) => fates.refuse(sent.rows[at] as number, refusedByTable(error))
  if (b - a === 1) return refuse(a)
  // COPY says at which row it stopped.
  const guilty = a + refusedLine(error) - 1
  if (guilty >= a && guilty < b) {
    refuse(guilty)
    await fillScratch(sql, target, converted, sent, a, guilty, fates)
    return fillScratch(sql, target, converted, sent, guilty + 1, b, fates)
  }
  const middle = (a + b) >> 1
  await fillScratch(sql, target, converted, sent, a, middle, fates)
  await fillScratch(sql, target, converted, sent, middle, b, fates)
}

type Removed = { number: number; value: string | null; found: number }

/**
 * Takes the rows that `query` answers out of the scratch table.
 * @param unsure which of them are only set aside, to be tried one by one when the others are in; their numbers come back below zero
 */
async function remove(sql: Sql, query: string, columns: string[], unsure = 'false'): Promise<Removed[]> {
  const value = columns.length === 0 ? 'null' : `concat_ws(', ', ${columns.map((name) => `p.${quoted(name)}`).join(', ')})`
  const rows = await sql.unsafe<{ number: string; value: string | null; found: number }[]>(`
    with x as materialized (${query}),
      removed as (
        delete from ${SCRATCH} p using x where p.${NUMBER} = x.${NUMBER} and not (${unsure})
        returning p.${NUMBER} as number, ${value} as value, x.found),
      aside as (
        update ${SCRATCH} p set ${NUMBER} = -p.${NUMBER} from x where p.${NUMBER} = x.${NUMBER} and ${unsure}
        returning p.${NUMBER} as number, null as value, x.found)
    select * from removed union all select * from aside`)
  return rows.map(({ number, value: text, found }) => ({ number: Number(number), value: text, found })).sort((a, b) => a.number - b.number)
}

/**
 * Writes the rows numbered `first` to `last`; finds those that the table refuses without giving up the others.
 * @returns how many were written
 */
async function writeRange(sql: Sql, target: Target, step: Step, sent: Sent, first: number, last: number, fates: Fates): Promise<number> {
  if (first > last || (first === last && !sent.has(first))) return 0
  let written = 0
  const error = await refusalOf(sql, async () => {
    for (const statement of step.write) written += (await sql.unsafe(statement(first, last))).count
  })
  if (!error) return written
  if (first === last) {
    fates.refuse(sent.take(first), whyOf(target, error))
    return 0
  }
  const middle = Math.floor((first + last) / 2)
  const before = await writeRange(sql, target, step, sent, first, middle, fates)
  return before + (await writeRange(sql, target, step, sent, middle + 1, last, fates))
}

const rowBytes = (converted: Converted, rows: number[], a: number, b: number) =>
  bytesOf(converted, rows[a] as number, rows[b - 1] as number)

/** The rows lie one behind the other: records that became none have no bytes. */
const bytesOf = ({ output, rowEnds }: Converted, first: number, last: number) =>
  output.bytes.subarray(first === 0 ? 0 : rowEnds[first - 1], rowEnds[last])
