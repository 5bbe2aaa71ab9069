import { readFileSync } from 'node:fs'
import { icons } from 'lucide-react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./frame-icons.css', import.meta.url), 'utf8')
const drawn = [...css.matchAll(/\.icon-([a-z-]+) \{\s*--icon: url\("data:image\/svg\+xml,<svg [^>]*>(.*?)<\/svg>"\)/g)]

/** Each element of a drawing with its attributes, in any order and by either way to write them. */
const shapesOf = (svg: string) =>
  [...svg.matchAll(/<(\w+) ([^>]*?)\/?>/g)].map(([, name, attributes = '']) => [
    name,
    ...[...attributes.matchAll(/(\w+)=["']([^"']*)["']/g)].map(([, key, value]) => `${key}=${value}`).sort(),
  ])

test('all icons of the frame are read here', () => {
  expect(drawn.length).toBe(css.match(/^ {2}\.icon-/gm)?.length)
})

test.for(drawn.map(([, name = '', glyph = '']) => [name, glyph] as const))('%s is drawn as Lucide draws it', ([name, glyph]) => {
  const key = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) as keyof typeof icons
  const [, inner = ''] = /<svg [^>]*>(.*)<\/svg>/.exec(renderToStaticMarkup(createElement(icons[key]))) ?? []
  expect(shapesOf(glyph)).toEqual(shapesOf(inner))
})
