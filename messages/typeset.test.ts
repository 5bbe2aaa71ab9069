import { expect, test } from 'vitest'
import { typeset } from '#messages/typeset.ts'

/** Spaces that can be seen: ~ is one that does not break, ‿ a narrow one. */
const seen = (locale: string, message: string) => typeset(locale, 'a', message).replaceAll('\u00A0', '~').replaceAll('\u202F', '‿')

test('French signs stand at a distance, also beside arguments', () => {
  expect(seen('fr', 'Arrêter « {label} » ?')).toBe('Arrêter «‿{label}‿»‿?')
  expect(seen('fr', 'Arrêter «{label}»?')).toBe('Arrêter «‿{label}‿»‿?')
  expect(seen('fr', '{count, plural, one {# rejet : afficher} other {# rejets: afficher}}')).toBe(
    '{count, plural, one {# rejet~: afficher} other {# rejets~: afficher}}',
  )
  expect(seen('fr', '{time}: {rate} ; fini !')).toBe('{time}~: {rate}‿; fini‿!')
  expect(seen('fr', 'à 12:30, http://x.fr/?q')).toBe('à 12:30, http://x.fr/?q')
})

test('in German, what is left out stands apart', () => {
  expect(seen('de', 'Korrigieren… / Anderes …')).toBe('Korrigieren~… / Anderes~…')
})

test('what is set, and what the glossary says, stays as it is', () => {
  expect(typeset('fr', 'status.running', "En cours d'exécution")).toBe("En cours d'exécution")
  for (const message of ['« {label} » : oui ? non !', '{a} : {b} ; …'])
    expect(typeset('fr', 'a', typeset('fr', 'a', message))).toBe(typeset('fr', 'a', message))
})

test('apostrophes, ellipses and double spaces, in every language', () => {
  expect(typeset('it', 'a', "L'elenco...  qui")).toBe('L’elenco… qui')
  expect(typeset('de', 'a', 'Name: ja; „so“!')).toBe('Name: ja; „so“!')
  // A quote of ICU's is none of the words'.
  expect(typeset('de', 'a', "'{'name'}' {name}")).toBe("'{'name'}' {name}")
})
