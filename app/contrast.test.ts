import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { JOB_STATUSES } from '#jobs/status.ts'
import { ROOT } from '#lib/env.ts'

/** Both values of every colour of app/globals.css that has two. */
const TOKENS = new Map(
  [...readFileSync(join(ROOT, 'app/globals.css'), 'utf8').matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)
const THEMES = ['light', 'dark'] as const

/** How much lighter one colour is than the other, as WCAG counts: 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The lowest contrast of a colour on any of the grounds on which it may lie. */
function least(text: string, grounds: string[], theme: (typeof THEMES)[number]): number {
  const color = (name: string) => TOKENS.get(name)?.[theme] ?? expect.fail(`globals.css has no --${name}`)
  return Math.min(...grounds.map((ground) => contrast(color(text), color(ground))))
}

const SURFACES = ['bg', 'bg-subtle', 'bg-raised']
/** A row under the pointer, one that is open or chosen, and one that is pressed. */
const ROWS = [...SURFACES, 'bg-hover', 'bg-selected', 'bg-active']

describe.for(THEMES)('%s', (theme) => {
  test.for(JOB_STATUSES.map((status) => `status-${status}`))('--%s can be read on every row, as words too', (token) => {
    expect(least(token, ROWS, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test.for(['text', 'text-muted', 'danger'])('--%s can be read on every row', (token) => {
    expect(least(token, ROWS, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test('--text-faint can be read on what is not chosen', () => {
    expect(least('text-faint', [...SURFACES, 'bg-hover'], theme)).toBeGreaterThanOrEqual(4.5)
  })
  test('what was searched for can be read where it is marked', () => {
    expect(least('text', ['mark'], theme)).toBeGreaterThanOrEqual(4.5)
  })
  test('buttons can be read', () => {
    expect(least('on-accent', ['accent', 'accent-hover'], theme)).toBeGreaterThanOrEqual(4.5)
  })
  test('where the keyboard is can be seen, and how far a bar is', () => {
    expect(least('focus', ROWS, theme)).toBeGreaterThanOrEqual(3)
    for (const status of JOB_STATUSES) expect(least(`status-${status}`, ['track'], theme), status).toBeGreaterThanOrEqual(3)
  })
})

test('black on white is 21, a colour on itself 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#c3232c', '#c3232c')).toBe(1)
})
