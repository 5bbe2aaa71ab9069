import { describe, expect, test } from 'vitest'
import { findProblems } from '#messages/find-problems.ts'

const problems = (fr: object, de: object, { uses = [/./], demands = [] as Parameters<typeof findProblems>[2] } = {}) =>
  findProblems({ fr, de }, uses, demands)

test('catalogs that agree have no problem', () => {
  const fr = { a: { b: '{count, plural, one {# ligne de {file}} other {# lignes de {file}}}' } }
  const de = { a: { b: '{file}: {count, plural, one {eine Zeile} other {# Zeilen}}' } }
  expect(problems(fr, de)).toEqual([])
})

describe('what is wrong is said', () => {
  test('a key that one language lacks', () => {
    expect(problems({ a: { b: 'oui' } }, { a: {} })).toEqual(['de: a.b is missing'])
  })
  test('an empty sentence', () => {
    expect(problems({ a: ' ' }, { a: 'ja' })).toEqual(['fr: a is empty'])
  })
  test('arguments that differ, tags among them', () => {
    expect(problems({ a: '{name} <b>oui</b>' }, { a: '{nom} ja' })).toEqual(['a has different arguments: fr <b>, name; de nom'])
  })
  test('what is no ICU message', () => {
    expect(problems({ a: '{name' }, { a: '{name}' })).toEqual(['fr: a is no ICU message: {name'])
  })
  test('plurals that the language does not have', () => {
    expect(problems({ a: '{n, plural, few {#} other {#}}' }, { a: '{n, plural, =0 {keine} one {#} other {#}}' })).toEqual([
      'fr: a has a plural for few, which the language does not know',
      'fr: a has no plural for one',
    ])
  })
  test('a key that no page asks for', () => {
    expect(problems({ a: 'oui', b: 'non' }, { a: 'ja', b: 'nein' }, { uses: [/^a$/] })).toEqual(['b is used nowhere'])
  })
  test('straight quotes, and French signs without their space', () => {
    expect(problems({ a: 'Prêt: "oui"' }, { a: 'Bereit: "ja"' })).toEqual([
      'fr: a is not typeset: node messages/check.ts --write does it',
      'fr: a has straight quotes',
      'de: a has straight quotes',
    ])
  })
  test('a number that is written as it comes, here or in one language', () => {
    expect(problems({ a: '{n, number} sur {m}, {n}' }, { a: '{n, number} von {m, number}' })).toEqual([
      'fr: a writes the number m as it comes',
      'fr: a writes the number n as it comes',
    ])
  })
  test('words of addresses that nobody can type, that look like a number, or that lead to two pages', () => {
    const good = { addresses: { jobs: 'traitements', edit: 'edition' } }
    expect(problems(good, { addresses: { jobs: 'aufträge', edit: '1042' } })).toEqual([
      'de: addresses.jobs is no word for an address: aufträge',
      'de: addresses.edit is no word for an address: 1042',
    ])
    expect(problems(good, { addresses: { jobs: 'auftraege', edit: 'auftraege' } })).toEqual([
      'de: addresses.edit leads to another page already: auftraege',
    ])
  })
  test('a code without its sentence, or with other parameters than it carries', () => {
    const demands = ['x', 'y', 'z'].map((code) => ({ key: `journal.${code}`, params: ['file'], exactly: code !== 'z' }))
    const catalog = { journal: { y: '{line}', z: 'tout' } }
    expect(problems(catalog, catalog, { uses: [], demands })).toEqual([
      'fr: journal.x is missing',
      'de: journal.x is missing',
      'journal.y uses line, which its code does not carry',
      'journal.y does not use file, which its code carries',
    ])
  })
})
