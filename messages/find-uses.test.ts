import { expect, test } from 'vitest'
import { usesIn } from '#messages/find-uses.ts'

const KEYS = ['list.title', 'list.empty', 'list.sort.up', 'list.sort.down', 'list.sort.one.more', 'detail.title', 'detail.tab', 'top']
const found = (source: string) => {
  const uses = usesIn(source)
  return KEYS.filter((key) => uses.some((use) => use.test(key)))
}

test('a plain key, in its namespace', () => {
  expect(found("const t = useTranslations('list')\n t('title')")).toEqual(['list.title'])
  expect(found("const t = await getTranslations({ locale, namespace: 'list' })\n t('title')")).toEqual(['list.title'])
  expect(found("const t = useTranslations()\n t('top')")).toEqual(['top'])
})

test('rich text, and whatever stands in the argument', () => {
  expect(found("const t = useTranslations('list')\n t.rich('title', { b: (x) => t('empty') })")).toEqual(['list.title', 'list.empty'])
  expect(found("const t = useTranslations('list')\n t(mode === 'sort.up' ? 'title' : 'empty', { name: 'sort.down' })")).toEqual([
    'list.title',
    'list.empty',
  ])
})

test('a key that is computed in part, or as a whole', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  expect(found("const t = useTranslations('list')\n t(`sort.${way}`)")).toEqual(['list.sort.up', 'list.sort.down', 'list.sort.one.more'])
  expect(found("const t = useTranslations('detail')\n t(key)")).toEqual(['detail.title', 'detail.tab'])
})

test('two functions of a file may call their translators alike', () => {
  const source =
    "function A() { const t = useTranslations('list'); t('title') }\nfunction B() { const t = useTranslations('detail'); t('tab') }"
  expect(found(source)).toEqual(['list.title', 'detail.tab'])
})
