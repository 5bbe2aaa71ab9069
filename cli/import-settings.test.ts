import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'
import { readSettings } from '#cli/import-settings.ts'
import { UsageError } from '#cli/usage.ts'

const test = base.extend('write', async ({ task }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), `quayside-settings-${task.id}-`))
  onCleanup(() => rm(folder, { recursive: true }))
  return async (text: string) => {
    const path = join(folder, 'settings.json')
    await writeFile(path, text)
    return path
  }
})

test('what is not said stays to be detected', async ({ write }) => {
  expect(await readSettings({})).toEqual({ format: {} })
  expect(await readSettings({ settings: await write('\uFEFF{"format":{"footer":2},"columns":[{"name":"a","target":null}]}') })).toEqual({
    format: { footer: 2 },
    columns: [{ name: 'a', target: null }],
  })
})

test('options win over the file', async ({ write }) => {
  const settings = await write('{"format":{"footer":2,"encoding":"utf-8"},"key":["a"],"operation":"update"}')
  expect(await readSettings({ settings, encoding: 'utf-16le', 'no-header': true, key: 'b, c d', sheet: 'März' })).toEqual({
    format: { footer: 2, encoding: 'utf-16le', header: 0, sheet: 'März' },
    key: ['b', 'c d'],
    operation: 'update',
  })
})

test.for([
  ['{"key": [', /settings\.json is not JSON: /],
  ['[]', /settings\.json: the settings: /],
  ['null', /settings\.json: the settings: /],
  ['{"format":{"encodng":"utf-8"}}', /settings\.json: format: Unrecognized key: "encodng"$/],
  ['{"fileId":"00000000-0000-4000-8000-000000000001"}', /the settings: Unrecognized key: "fileId"$/],
  ['{"columns":[{"name":"a","map":{"pairs":[],"otherwis":"keep"}}]}', /columns\[0\]\.map: Unrecognized key: "otherwis"$/],
  ['{"columns":[{"target":"a"}]}', /columns\[0\]\.name: /],
  ['{"stopAfter":{"share":2}}', /stopAfter\.share: /],
  ['{"calculated":[{"target":"a","expression":"x\\u0000"}]}', /calculated\[0\]\.expression: a character that cannot be stored$/],
  ['{"calculated":[{"target":"a","expression":""}]}', /calculated\[0\]\.expression: /],
] as const)('%s is told with its place', async ([text, told], { write }) => {
  const settings = await write(text)
  await expect(readSettings({ settings })).rejects.toSatisfy((error) => error instanceof UsageError && told.test(error.message))
})

test.for([
  [{ operation: 'replace' }, /^--operation: .*"upsert"/],
  [{ encoding: 'ebcdic' }, /^--encoding: /],
  [{ separator: '' }, /^--separator: /],
  [{ doubles: 'keep' }, /^--doubles: /],
  [{ settings: 'gone.json' }, /^there is no file "gone\.json"$/],
] as const)('%j is told by its option', async ([options, told]) => {
  await expect(readSettings(options)).rejects.toSatisfy((error) => error instanceof UsageError && told.test(error.message))
})
