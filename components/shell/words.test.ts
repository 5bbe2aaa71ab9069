import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')
const listed = (text: string | undefined) => [...(text ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word as string)

const ELSEWHERE = listed(/const ELSEWHERE = \[(.*?)\]/s.exec(read('components/shell/words.tsx'))?.[1])

/** The parts of the catalog that the browser needs for this file and all that it imports; on the server all are there. */
function wordsOf(path: string, client = false, seen = new Set<string>()): Set<string> {
  if (seen.has(`${path} ${client}`) || !existsSync(path)) return new Set()
  seen.add(`${path} ${client}`)
  const code = read(path)
  const inBrowser = client || code.startsWith("'use client'")
  const own = inBrowser ? [...code.matchAll(/useTranslations\('(\w+)/g)].map(([, part]) => part as string) : []
  const imported = [...code.matchAll(/'#((?:components|app)\/[^']+)'|'(\.\/[^']+)'/g)].map(([, path1, path2]) =>
    path1 ? path1 : join(dirname(path), path2 as string),
  )
  return new Set([...own, ...imported.flatMap((next) => [...wordsOf(next, inBrowser, seen)])])
}

/** What is given to a page or layout: by itself, and by the layouts around it. */
function givenTo(path: string): string[] {
  const given = listed(/<Words of=\{\[(.*?)\]\}/s.exec(read(path))?.[1])
  const around = join(dirname(path), 'layout.tsx')
  return path === around || !existsSync(around) ? given : [...given, ...givenTo(around)]
}

test.for(globSync('app/[[]locale[]]/**/{page,layout,error,not-found,loading}.tsx'))('%s has the words that it says', (path) => {
  expect(ELSEWHERE.length).toBeGreaterThan(0)
  const missing = [...wordsOf(path)].filter((part) => ELSEWHERE.includes(part) && !givenTo(path).includes(part))
  expect(missing).toEqual([])
})
