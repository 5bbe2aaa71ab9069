import { expect, test } from 'vitest'
import { localeFinder, rewrites } from '#i18n/page-addresses.ts'
import { readLanguages } from '#i18n/read-languages.ts'

const languages = readLanguages()
const localeOf = localeFinder(languages)

test('an address of a page tells its language', () => {
  expect(localeOf('/de/auftraege')).toBe('de')
  expect(localeOf('/fr/traitements/1042')).toBe('fr')
  expect(localeOf('/pt-BR/trabalhos/1042/rejeicoes')).toBe('pt-BR')
  expect(localeOf('/it/processi/1042/journal')).toBe(undefined)
})

test('any other is looked at by the proxy', () => {
  for (const path of [
    '/',
    '/de',
    '/jobs',
    '/de/jobs',
    '/fr/auftraege',
    '/de/auftraege/',
    '/de/auftraege/abc',
    '/de/auftraege/1/2',
    '/j/1042',
  ])
    expect(localeOf(path), path).toBe(undefined)
})

test('addresses lead to the folders of app/', () => {
  expect(rewrites(languages)).toContainEqual({ source: '/de/auftraege/:jobId/zurueckweisungen', destination: '/de/jobs/:jobId/rejects' })
  expect(rewrites(languages)).toContainEqual({ source: '/fr/traitements', destination: '/fr/jobs' })
})
