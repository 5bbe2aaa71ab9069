import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, PAGES } from '#i18n/pages.ts'
import { ROOT } from '#lib/env.ts'

/** People have saved them and sent them to each other: they stay. */
const KNOWN: Record<string, string[]> = {
  fr: ['/traitements', '/traitements/[jobId]', '/traitements/[jobId]/journal', '/traitements/[jobId]/rejets'],
  it: ['/processi', '/processi/[jobId]', '/processi/[jobId]/registro', '/processi/[jobId]/scarti'],
  'pt-BR': ['/trabalhos', '/trabalhos/[jobId]', '/trabalhos/[jobId]/registro', '/trabalhos/[jobId]/rejeicoes'],
  es: ['/trabajos', '/trabajos/[jobId]', '/trabajos/[jobId]/registro', '/trabajos/[jobId]/rechazos'],
  de: ['/auftraege', '/auftraege/[jobId]', '/auftraege/[jobId]/journal', '/auftraege/[jobId]/zurueckweisungen'],
}

test.for(Object.keys(KNOWN))('the addresses of %s are those that were given out', (locale) => {
  const { addresses } = JSON.parse(readFileSync(join(ROOT, 'messages', `${locale}.json`), 'utf8'))
  expect(PAGES.map((page) => addressOf(page, addresses))).toEqual(expect.arrayContaining(KNOWN[locale] ?? []))
})
