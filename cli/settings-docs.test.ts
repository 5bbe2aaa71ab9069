import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SETTINGS_OPTIONS } from '#cli/import-settings.ts'
import { compileExpression, textOfValue } from '#engine/expression.ts'
import { FUNCTIONS, parseExpression } from '#jobs/expression.ts'
import { importOverrides } from '#jobs/settings.ts'
import { ROOT } from '#lib/env.ts'

const DOC = await readFile(join(ROOT, 'docs/settings.md'), 'utf8')

/** The rows of all tables, as their cells; the escaped bar of Markdown is a bar. */
const ROWS = DOC.split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  )

const codeIn = (cell = '') => [...cell.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '')
const first = (row: string[]) => codeIn(row[0])[0] ?? ''

type Schema = { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; enum?: unknown[]; default?: unknown; type?: string }

/** Every setting that holds no others, by its path. */
function leaves(schema: Schema, path = ''): [string, Schema][] {
  const inner = schema.anyOf?.find(({ type }) => type !== 'null')
  if (inner) return leaves({ ...inner, default: schema.default }, path)
  if (schema.properties) return Object.entries(schema.properties).flatMap(([name, each]) => leaves(each, path ? `${path}.${name}` : name))
  if (schema.items?.properties) return leaves(schema.items, `${path}[]`)
  // A list of choices is a choice; other lists of words are shown as what they are lists of.
  if (schema.items?.enum) return [[path, { ...schema, enum: schema.items.enum }]]
  return [[schema.items && /^key/.test(path) ? `${path}[]` : path, schema]]
}

const SETTINGS = leaves(z.toJSONSchema(importOverrides, { io: 'input' }) as Schema)

describe('docs/settings.md', () => {
  test('names every setting, and no other', () => {
    const operators = new Set(['operation', 'doubles', 'duplicates', 'commit'])
    const named = ROWS.map(first).filter((name) => /^(format|columns|calculated|stopAfter|key)/.test(name) || operators.has(name))
    expect(named.toSorted()).toEqual(SETTINGS.map(([path]) => path).toSorted())
  })

  test.each(SETTINGS.filter(([, { enum: values }]) => values))('%s: every choice', (path, schema) => {
    const row = ROWS.find((cells) => first(cells) === path)
    const choices = (schema.enum ?? []).filter((value) => value !== '')
    expect(codeIn(row?.[2])).toEqual(choices)
  })

  test.each(SETTINGS.filter(([, schema]) => schema.default !== undefined))('%s: the default', (path, schema) => {
    const row = ROWS.find((cells) => first(cells) === path)
    expect(codeIn(row?.[3])).toEqual([JSON.stringify(schema.default)])
  })

  test('names every option', () => {
    const named = ROWS.map((row) => /^--([\w-]+)/.exec(first(row))?.[1]).filter((name) => name !== undefined)
    expect(named.toSorted()).toEqual(Object.keys(SETTINGS_OPTIONS).toSorted())
  })

  test('gives examples that are settings', () => {
    const examples = [...DOC.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1] ?? ''))
    expect(examples).toHaveLength(2)
    for (const example of examples) expect(importOverrides.safeParse(example).error).toBeUndefined()
  })
})

describe('the functions in docs/settings.md', () => {
  const functions = ROWS.filter((row) => /^[a-z]+\(.*\)$/.test(first(row)) && row.length === 4)

  test('are all there are', () => {
    const named = new Set(functions.map((row) => first(row).replace(/\(.*/, '')))
    expect([...named].toSorted()).toEqual(Object.keys(FUNCTIONS))
  })

  test.each(functions.filter((row) => row[2]).map((row) => [codeIn(row[2])[0] ?? '', codeIn(row[3])[0] ?? '']))(
    '%s is %s',
    (text, expected) => {
      const value = compileExpression(parseExpression(text, []), new Date())({ record: 1, cell: () => null })
      expect(value === undefined ? value : textOfValue(value)).toBe(expected)
    },
  )
})
