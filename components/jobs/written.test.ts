import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { dateWriter, durationWriter } from '#components/jobs/written.ts'
import { LOCALES } from '#i18n/locales.ts'

test('a date has its year where that is another one than the reader’s, in the reader’s zone', () => {
  const written = (zone: string, now: string) => dateWriter('fr', zone, Date.parse(now))(Date.parse('2025-12-31T23:30:00Z'))
  expect(written('Europe/Paris', '2026-02-01T12:00:00Z')).toBe('01/01 00:30')
  expect(written('America/Sao_Paulo', '2026-02-01T12:00:00Z')).toBe('31/12/25 20:30')
  expect(written('America/Sao_Paulo', '2026-01-01T02:00:00Z')).toBe('31/12 20:30')
  expect(written('Asia/Kolkata', '2026-02-01T12:00:00Z')).toBe('01/01 05:00')
})

test.for(LOCALES)('a duration is written in the habit of %s', async (locale) => {
  const { default: messages } = await import(`#messages/${locale}.json`)
  const t = createTranslator({ locale, messages, namespace: 'list.duration' })
  const written = (ms: number) => durationWriter(locale, t)(ms)
  expect(written(400)).toBe('0,4 s')
  expect(written(52_900)).toBe('52 s')
  expect(written(124_000)).toBe('2 min 04 s')
  expect(written(3_900_000)).toBe('1 h 05 min')
  expect(written(36_000_000_000)).toMatch(/^10[. \u202F]?000 h 00 min$/)
})
