import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOCALES } from '#i18n/locales.ts'
import { ROOT } from '#lib/env.ts'
import { findProblems } from '#messages/find-problems.ts'
import { findUses } from '#messages/find-uses.ts'
import { typesetCatalog } from '#messages/typeset.ts'

/** The proof that the catalogs agree with each other, with the domain's codes and with the pages: prints what does not. With --write it sets their type first. */
const folder = join(ROOT, 'messages')
const catalogs: Record<string, object> = {}
for (const name of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort())
  catalogs[name.slice(0, -'.json'.length)] = JSON.parse(await readFile(join(folder, name), 'utf8'))

if (process.argv.includes('--write'))
  for (const [locale, catalog] of Object.entries(catalogs)) {
    catalogs[locale] = typesetCatalog(locale, catalog)
    await writeFile(join(folder, `${locale}.json`), `${JSON.stringify(catalogs[locale], null, 2)}\n`)
  }

const problems = [
  ...LOCALES.filter((locale) => !(locale in catalogs)).map((locale) => `${locale} has no catalog`),
  ...Object.keys(catalogs)
    .filter((name) => !LOCALES.some((locale) => locale === name))
    .map((name) => `${name} is no language of i18n/locales.ts`),
  ...findProblems(catalogs, await findUses()),
]
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.stdout.write(problems.length === 0 ? `${Object.keys(catalogs).join(', ')}: the catalogs agree\n` : `${problems.length} problems\n`)
process.exitCode = problems.length === 0 ? 0 : 1
