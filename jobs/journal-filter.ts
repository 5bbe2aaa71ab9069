import { type SQL, sql } from 'drizzle-orm'
import { likePattern } from '#db/like-pattern.ts'
import { ENTRY_TEXT } from '#db/search-indexes.ts'
import { JOURNAL, type JournalCode, type JournalLevel } from '#jobs/journal.ts'

/**
 * A word that is searched for, as the database can find it. The sentences are in the catalogs of the pages, so it is they who
 * know in which codes the word stands.
 */
export type JournalWord = {
  /** Codes whose sentence contains it. */
  codes: JournalCode[]
  /** Codes whose sentence contains it where a parameter has this value, as a separator's name. */
  cases: { code: JournalCode; param: string; value: string }[]
  /** What it may look like among the parameters, which are JSON, and in the detail: any of these, in capitals or not. */
  texts: string[]
  /** What it looks like in the detail alone, where JSON writes it otherwise. */
  inDetail: string[]
}

export type JournalFilter = {
  /** `problem`: warnings and errors. */
  level?: JournalLevel | 'problem'
  /** Each of them must be found. */
  words?: JournalWord[]
  since?: Date
  /** Included. */
  until?: Date
}

const codesOf = (level: JournalFilter['level']) =>
  (Object.keys(JOURNAL) as JournalCode[]).filter((code) => level === undefined || isOf(JOURNAL[code].level, level))

const isOf = (own: JournalLevel, level: NonNullable<JournalFilter['level']>) => (level === 'problem' ? own !== 'info' : own === level)

const text = sql.raw(ENTRY_TEXT)

/** In so many words, so that the index of the few entries that are no mere information serves. */
export function ofLevel(level: JournalFilter['level']): SQL {
  if (level === undefined) return sql`true`
  if (level === 'info') return sql`level = 'info'`
  return level === 'problem' ? sql`level <> 'info'` : sql`level <> 'info' and level = ${level}`
}

/** Whether the text of an entry contains the word, its sentence aside. */
export const inText = ({ texts, inDetail }: JournalWord): SQL =>
  sql`(${sql.join(
    [
      ...texts.map((one) => sql`${text} ilike ${likePattern(one)}`),
      // Asked of the whole too, since that has an index.
      ...inDetail.map((one) => sql`(${text} ilike ${likePattern(one)} and detail ilike ${likePattern(one)})`),
    ],
    sql` or `,
  )})`

/** Whether an entry contains the word, in its sentence or in its text. */
export function contains(word: JournalWord): SQL {
  const codes = word.codes.length > 0 ? sql`code in ${word.codes} or ` : sql``
  const cases = word.cases.map((one) => sql`(code = ${one.code} and ${holds(one)}) or `)
  return sql`(${codes}${sql.join(cases)}${inText(word)})`
}

const holds = ({ param, value }: { param: string; value: string }) => sql`params ->> ${param}::text = ${value}`

/** Whether an index can find the word in the text: trigrams need three letters or digits in a row. */
export const hasTrigram = ({ texts, inDetail }: JournalWord): boolean =>
  [...texts, ...inDetail].every((one) => /[\p{Letter}\p{Number}]{3}/u.test(one))

/** Codes whose sentence has all words, and what must hold of the parameters besides. */
export function codesOfAll(words: JournalWord[], level: JournalFilter['level']): { code: JournalCode; where: SQL }[] {
  return codesOf(level).flatMap((code) => {
    const conditions: SQL[] = []
    for (const word of words) {
      if (word.codes.includes(code)) continue
      const cases = word.cases.filter((one) => one.code === code)
      if (cases.length === 0) return []
      conditions.push(sql`(${sql.join(cases.map(holds), sql` or `)})`)
    }
    return [{ code, where: conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true` }]
  })
}
