import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTranslator } from 'use-intl/core'
import { UsageError } from '#cli/usage.ts'
import { ROOT } from '#lib/env.ts'

type Say = (code: string, params: Record<string, string | number>) => string

/**
 * The sentences of one namespace in the language asked for; without one, code and parameters as they are stored.
 * @throws UsageError where there is no such catalog
 */
export async function readSentences(locale: string | undefined, namespace: 'journal' | 'rejectReasons' | 'rejectsTab'): Promise<Say> {
  if (locale === undefined) return (code, params) => [code, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)].join(' ')
  const folder = join(ROOT, 'messages')
  const locales = (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  if (!locales.includes(locale)) throw new UsageError(`there is no language "${locale}"; there are ${locales.join(', ')}`)
  const messages = JSON.parse(await readFile(join(folder, `${locale}.json`), 'utf8'))
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // The pages' translators are typed by their catalog; here the code comes from the database.
  return createTranslator({ locale, messages: messages[namespace], timeZone } as never) as unknown as Say
}
