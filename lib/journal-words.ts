import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { fold, type SearchWord } from '#i18n/search-words.ts'
import { JOURNAL, type JournalCode } from '#jobs/journal.ts'
import type { JournalWord } from '#jobs/journal-filter.ts'

/** The catalog's sentences: by code, or by its parts one in the other. */
export type Sentences = { [key: string]: string | Sentences }
/** A parameter's value that is shown as a word. */
export type ShownAs = { param: string; value: string; text: string }

/** What a sentence may say, folded, with a mark for what is filled in; `only`: if a parameter has this value. */
type Variant = { text: string; only: { param: string; value: string } | null }
type Sentence = { code: JournalCode; variants: Variant[] }

/** Stands for what is filled in, so that no word is found across it. */
const FILLED = '\u0000'
/** Sentences have few plurals; what had more than this many ways to be read is told as one. */
const MOST = 600

const known = new WeakMap<Sentences, Sentence[]>()

/** The words with all that the database needs to find them in a journal that its reader reads in these sentences. */
export function journalWords(words: SearchWord[], sentences: Sentences, shown: ShownAs[]): JournalWord[] {
  const read = known.get(sentences) ?? readSentences(sentences)
  known.set(sentences, read)
  return words.map(({ word, digits }) => {
    const wanted = fold(word)
    const codes: JournalCode[] = []
    const cases: JournalWord['cases'] = []
    for (const { code, variants } of read) {
      const hits = variants.filter(({ text }) => text.includes(wanted))
      if (hits.some(({ only }) => only === null)) codes.push(code)
      else for (const { only } of hits) if (only) cases.push({ code, ...only })
      const params: readonly string[] = JOURNAL[code].params
      for (const { param, value, text } of shown)
        if (params.includes(param) && fold(text).includes(wanted)) cases.push({ code, param, value })
    }
    return { codes, cases: distinct(cases), ...textsOf(word, digits) }
  })
}

/** How a word may be written in the parameters, which are JSON, and in the detail, which is not. */
function textsOf(word: string, digits: string | null): Pick<JournalWord, 'texts' | 'inDetail'> {
  const written = /['’]/.test(word) ? [word.replaceAll('’', "'"), word.replaceAll("'", '’')] : [word]
  const escaped = written.map((one) => JSON.stringify(one).slice(1, -1))
  return { texts: digits === null ? escaped : [...escaped, digits], inDetail: written.filter((one) => !escaped.includes(one)) }
}

function distinct(cases: JournalWord['cases']): JournalWord['cases'] {
  return [...new Map(cases.map((one) => [`${one.code} ${one.param} ${one.value}`, one])).values()]
}

function readSentences(sentences: Sentences): Sentence[] {
  return (Object.keys(JOURNAL) as JournalCode[]).map((code) => {
    const message = code.split('.').reduce<string | Sentences>((at, key) => (typeof at === 'string' ? at : (at[key] ?? '')), sentences)
    const variants = variantsOf(parse(typeof message === 'string' ? message : '', { shouldParseSkeletons: true }))
    return { code, variants: variants.map(({ text, only }) => ({ text: fold(text), only })) }
  })
}

/** Every way to read a message: its plurals may be any number, since people search for a word in the one they think of. */
function variantsOf(elements: MessageFormatElement[]): Variant[] {
  let variants: Variant[] = [{ text: '', only: null }]
  for (const element of elements) {
    const next = waysToSay(element)
    if (variants.length * next.length > MOST)
      variants = variants.map((one) => ({ ...one, text: one.text + next.map(({ text }) => text).join(FILLED) }))
    else variants = variants.flatMap((one) => next.map((other) => ({ text: one.text + other.text, only: one.only ?? other.only })))
  }
  return variants
}

function waysToSay(element: MessageFormatElement): Variant[] {
  if (element.type === TYPE.literal) return [{ text: element.value, only: null }]
  if (element.type === TYPE.tag) return variantsOf(element.children)
  if (element.type === TYPE.plural) return Object.values(element.options).flatMap(({ value }) => variantsOf(value))
  if (element.type === TYPE.select)
    return Object.entries(element.options).flatMap(([value, option]) =>
      variantsOf(option.value).map(({ text, only }) => ({ text, only: value === 'other' ? only : { param: element.value, value } })),
    )
  return [{ text: FILLED, only: null }]
}
