import { expect, test } from 'vitest'
import { chooseLocale } from '#i18n/choose-locale.ts'

test('the saved language wins, if there is one like it', () => {
  expect(chooseLocale('it', 'de')).toBe('it')
  expect(chooseLocale('xx', 'de')).toBe('de')
  expect(chooseLocale(undefined, 'de')).toBe('de')
})

test('then the one that the browser wants most', () => {
  expect(chooseLocale(undefined, 'de-AT,de;q=0.9,en;q=0.8')).toBe('de')
  expect(chooseLocale(undefined, 'en-US,it;q=0.5,es;q=0.7')).toBe('es')
  expect(chooseLocale(undefined, 'de;q=0,it;q=0.1')).toBe('it')
})

test('another region of the language will do', () => {
  expect(chooseLocale(undefined, 'pt-PT')).toBe('pt-BR')
  expect(chooseLocale(undefined, 'PT-br')).toBe('pt-BR')
  expect(chooseLocale(undefined, 'fr-CH;q=0.4,es-419;q=0.6')).toBe('es')
})

test('who wants nothing that there is reads French', () => {
  for (const header of [null, '', '*', 'ja', 'ja,;q=', ';;,'] as const) expect(chooseLocale(undefined, header)).toBe('fr')
})
