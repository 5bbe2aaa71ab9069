import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '#lib/env.ts'

const SOURCES = '{app,components,i18n,lib}/**/*.{ts,tsx}'
const TRANSLATOR = /\b(?:const|let)\s+(\w+)\s*=\s*(?:await\s+)?(?:useTranslations|getTranslations)\(([^)]*)\)/g
const STRING = /'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g

/**
 * Where the pages ask for messages: a pattern for each use, which matches the keys that it may ask for. A name that is
 * computed in part, as in t(`theme.${theme}`), matches whatever the part may be; one that is computed as a whole, its whole namespace.
 */
export async function findUses(): Promise<RegExp[]> {
  const uses: RegExp[] = []
  for await (const path of glob(SOURCES, { cwd: ROOT })) uses.push(...usesIn(await readFile(join(ROOT, path), 'utf8')))
  return uses
}

export function usesIn(source: string): RegExp[] {
  const translators = [...source.matchAll(TRANSLATOR)].map((match) => ({
    at: match.index,
    name: match[1] ?? '',
    namespace: /['"`]([\w.]+)['"`]/.exec((match[2] ?? '').replace(/locale\s*:\s*['"][\w-]+['"]/, ''))?.[1] ?? '',
  }))
  return translators.flatMap(({ at, name, namespace }, index) => {
    // The same name in a later function is another translator.
    const end = translators.slice(index + 1).find((later) => later.name === name)?.at ?? source.length
    const scope = source.slice(at, end)
    return [...scope.matchAll(new RegExp(`\\b${name}(?:\\.(?:rich|markup|raw|has))?\\(`, 'g'))].flatMap((call) =>
      keysIn(firstArgument(scope.slice(call.index + call[0].length))).map((key) => keyPattern(namespace, key)),
    )
  })
}

/** Up to the comma or the bracket that ends the first argument. */
function firstArgument(text: string): string {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if ('([{'.includes(sign)) depth += 1
    if (depth === 0 && ',)'.includes(sign)) return text.slice(0, at)
    if (')]}'.includes(sign)) depth -= 1
  }
  return text
}

/** The strings of an argument, each a key that it may be; `**` for one that is computed as a whole. */
function keysIn(argument: string): string[] {
  // What is compared with is no key.
  const strings = [...argument.replace(/[=!]==?\s*(['"]).*?\1/g, '').matchAll(STRING)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
  return strings.length > 0 ? strings : ['**']
}

function keyPattern(namespace: string, key: string): RegExp {
  const whole = [namespace, key].filter(Boolean).join('.')
  const pattern = whole
    .split(/(\$\{[^}]*\}|\*\*)/)
    .map((part) => (part === '**' || part.startsWith('${') ? '.+' : part.replaceAll('.', '\\.')))
    .join('')
  return new RegExp(`^${pattern}$`)
}
