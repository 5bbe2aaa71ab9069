import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#lib/env.ts'
import { findProblems } from '#messages/find-problems.ts'
import { makePseudo, pseudoMessage } from '#messages/make-pseudo.ts'
import { readMessage } from '#messages/read-message.ts'

const french = JSON.parse(readFileSync(join(ROOT, 'messages/fr.json'), 'utf8'))

test('letters are changed, arguments, plurals and tags are not', () => {
  expect(pseudoMessage('Aucun rejet')).toBe('⟦Åúúçúúñ ŕééĵééţ⟧')
  expect(pseudoMessage('{count, plural, one {# ligne de <b>{file}</b>} other {# lignes}}')).toBe(
    '⟦{count, plural, one {# łííĝñéé đéé <b>{file}</b>} other {# łííĝñééš}}⟧',
  )
})

test('of the French catalog, no letter stays plain, and every message asks for the same', () => {
  const pseudo = makePseudo(french)
  expect(findProblems({ fr: french, 'en-XA': pseudo }, [/./])).toEqual([])
  const messages = (catalog: object): string[] =>
    Object.entries(catalog).flatMap(([key, value]) => (key === 'addresses' ? [] : typeof value === 'string' ? [value] : messages(value)))
  for (const [index, message] of messages(pseudo).entries()) {
    const facts = readMessage(message)
    expect(facts).toEqual(readMessage(messages(french)[index] ?? ''))
    // What is left of a message without its arguments.
    const letters = message.replace(/<\/?\w+>/g, '').replace(/\{\s*\w+\s*(?:,\s*\w+\s*(?:,[^{}]*)?)?\}/g, '')
    if (facts.plurals.length === 0 && !/select/.test(message)) expect(letters).not.toMatch(/[A-Za-z]/)
  }
})

test('sentences become about 40 % longer', () => {
  const sentence = french.job.cancelDialog.final as string
  const length = pseudoMessage(sentence).length / sentence.length
  expect(length).toBeGreaterThan(1.3)
  expect(length).toBeLessThan(1.6)
})
