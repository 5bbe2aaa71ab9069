import type { Column } from '#engine/columns.ts'
import { quoted, quotedTable } from '#engine/quote.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { Duplicates, Operation } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** Where a piece's rows lie before they are reconciled with the table: one temporary table a session. */
export const SCRATCH = 'pg_temp.quayside_piece'

/** Its rows' numbers: a name that no column of the company's has. Below zero while a row is set aside. */
export const NUMBER = '"quayside\'s number"'

/** A reconciliation key, and how the table can be asked for it. */
export type Key = { columns: string[]; unique: boolean; indexed: boolean }

/** One step of an operation: all rows of the scratch table that it concerns are asked or written at once. */
export type Step = {
  /** Of the key that it goes by. */
  columns: string[]
  /** Number and how many rows of the table each found, for those records that go no further. */
  find: string | null
  /** Why a record that found `found` rows goes no further; `ignored` counts as a duplicate. */
  fate: (found: number) => RejectReason | 'ignored'
  /** Write the rows with these numbers. */
  write: ((first: number, last: number) => string)[]
  /** Whether the planner must be kept from reading all of a large table for one piece. */
  byIndex: boolean
}

type Spec = { table: TableName; columns: Column[]; operation: Operation; duplicates: Duplicates; keys: Key[] }

/** The records concerned, by a condition on `p`. */
type Where = (first: number, last: number) => string

const inRange: Where = (first, last) => `p.${NUMBER} between ${first} and ${last}`

/**
 * What is done with the rows of the scratch table, step by step. With a key it is one step a key: the second one takes the
 * records whose first key is empty.
 */
export function stepsOf({ table, columns, operation, duplicates, keys }: Spec): Step[] {
  const target = quotedTable(table)
  const names = columns.map(({ target: name }) => quoted(name))
  // COPY writes what a file has for a number that is always generated; so does this.
  const insert =
    (where: Where, tail = ''): Where =>
    (first, last) =>
      `insert into ${target} as t (${names.join(', ')}) overriding system value
      select ${names.map((name) => `p.${name}`).join(', ')} from ${SCRATCH} p where ${where(first, last)} order by p.${NUMBER}${tail}`
  if (keys.length === 0) return [{ columns: [], find: null, fate: () => 'duplicate', write: [insert(inRange)], byIndex: false }]

  const inKeys = new Set(keys.flatMap((key) => key.columns))
  return keys.map((key, index) => {
    const set = columns
      .filter(({ target: name, onlyOnInsert, alwaysGenerated }) => !key.columns.includes(name) && !onlyOnInsert && !alwaysGenerated)
      // Found by one key, a row does not lose the other.
      .map((column) => (inKeys.has(column.target) ? { ...column, keepIfSourceEmpty: true } : column))
    const mine = [
      ...keys.slice(0, index).map((before) => `(${before.columns.map((name) => `p.${quoted(name)} is null`).join(' or ')})`),
      ...key.columns.map((name) => `p.${quoted(name)} is not null`),
    ].join(' and ')
    const match = key.columns.map((name) => `t.${quoted(name)} = p.${quoted(name)}`).join(' and ')
    const range: Where = (first, last) => `${inRange(first, last)} and ${mine}`
    const find = (which: string) =>
      `select p.${NUMBER}, count(t.*)::int as found from ${SCRATCH} p left join ${target} t on ${match} where ${mine} group by p.${NUMBER} having count(t.*) ${which}`
    const updates = set.map((column) => `${quoted(column.target)} = ${updated(column, 't', 'p')}`).join(', ')
    const update: Where[] =
      updates === '' ? [] : [(...rows) => `update ${target} t set ${updates} from ${SCRATCH} p where ${match} and ${range(...rows)}`]
    const insertNew = insert((...rows) => `${range(...rows)} and not exists (select from ${target} t where ${match})`)
    const step = (own: Omit<Step, 'columns' | 'byIndex'>): Step => ({ ...own, columns: key.columns, byIndex: key.indexed })
    const insertUnknown = () =>
      step({ find: find('> 0'), fate: () => (duplicates === 'ignore' ? 'ignored' : 'duplicate'), write: [insert(range)] })
    const steps: Record<Operation, () => Step> = {
      insert: () => (duplicates === 'update' ? steps.upsert() : insertUnknown()),
      upsert() {
        if (duplicates !== 'update') return insertUnknown()
        // Postgres asks for what a row must have before it looks whether it is there already.
        if (!key.unique || columns.some(({ needed }) => needed))
          return step({ find: find('> 1'), fate: () => 'several_in_table', write: [...update, insertNew] })
        const conflict = set.map((column) => `${quoted(column.target)} = ${updated(column, 't', 'excluded')}`).join(', ')
        const tail = ` on conflict (${key.columns.map(quoted).join(', ')}) do ${conflict === '' ? 'nothing' : `update set ${conflict}`}`
        return step({ find: null, fate: () => 'several_in_table', write: [insert(range, tail)] })
      },
      update: () => step({ find: find('<> 1'), fate: oneRow, write: update }),
      reconcile: () => step({ find: find('<> 1'), fate: oneRow, write: [] }),
      delete: () =>
        step({
          find: find('<> 1'),
          fate: oneRow,
          write: [(...rows) => `delete from ${target} t using ${SCRATCH} p where ${match} and ${range(...rows)}`],
        }),
    }
    return steps[operation]()
  })
}

const oneRow = (found: number): RejectReason => (found === 0 ? 'not_in_table' : 'several_in_table')

/** Records whose keys are all empty find nothing. */
export const emptyKeys = (keys: Key[]): string | null =>
  keys.length === 0
    ? null
    : `select ${NUMBER}, 0 as found from ${SCRATCH} p where ${keys.map((key) => `(${key.columns.map((name) => `p.${quoted(name)} is null`).join(' or ')})`).join(' and ')}`

/** What an update makes of a column, from the table's value and the record's. */
function updated({ target, textual, onlyIfEmpty, keepIfSourceEmpty }: Column, old: string, given: string): string {
  const [known, value] = [`${old}.${quoted(target)}`, `${given}.${quoted(target)}`]
  if (onlyIfEmpty) return `coalesce(${textual ? `nullif(${known}, '')` : known}, ${value})`
  return keepIfSourceEmpty ? `coalesce(${textual ? `nullif(${value}, '')` : value}, ${known})` : value
}

/** The scratch table: the rows' own columns as the target has them, numbered in the order of the records. */
export const createScratch = (columns: Column[]) => `
  create temp table if not exists quayside_piece (
    ${NUMBER} bigint generated by default as identity (cache 1000),
    ${columns.map(({ target, type }) => `${quoted(target)} ${type}`).join(', ')}
  ) on commit delete rows`

export const copyToScratch = (columns: Column[]) => `copy ${SCRATCH} (${columns.map(({ target }) => quoted(target)).join(', ')}) from stdin`
