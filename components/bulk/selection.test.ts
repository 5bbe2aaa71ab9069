import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSelection } from '#components/bulk/selection.ts'
import type { JobView } from '#jobs/job-view.ts'

/** Of a job, a selection knows its number only. */
const job = (id: number) => ({ id }) as JobView
const page = [9, 8, 7, 6, 5].map(job)
const chosenOf = ({ chosen }: ReturnType<typeof createSelection>) => [...chosen().jobs.keys()].sort()

function shown() {
  const selection = createSelection()
  selection.show(page, 'status=paused')
  return selection
}

test('a range has the state of the row it began with, upwards and downwards', () => {
  const selection = shown()
  selection.toggle(6)
  selection.reach(8)
  expect(chosenOf(selection)).toEqual([6, 7, 8])
  selection.toggle(7)
  selection.reach(5)
  expect(chosenOf(selection)).toEqual([8])
})

test('what is chosen outlives its page, and ends with its filters', () => {
  const selection = shown()
  selection.toggle(9)
  selection.show([4, 3].map(job), 'status=paused')
  selection.togglePage()
  expect(chosenOf(selection)).toEqual([3, 4, 9])
  expect(selection.onPage()).toBe('all')
  selection.show([4, 3].map(job), '')
  expect(selection.any()).toBe(false)
})

test('all that match ends at the newest of the click, and becomes what can be seen of it when one is left out', () => {
  const selection = shown()
  const none = { count: 0, more: false }
  const all = {
    search: '',
    upTo: 8,
    total: { count: 700, more: false },
    possible: { start: none, pause: none, cancel: none, delete: none },
  }
  selection.takeAll(all)
  expect(page.map(({ id }) => selection.has(id))).toEqual([false, true, true, true, true])
  expect(selection.onPage()).toBe('some')
  selection.toggle(6)
  expect(selection.chosen().all).toBeNull()
  expect(chosenOf(selection)).toEqual([5, 7, 8])
})

describe('whatever is ticked', () => {
  const id = fc.constantFrom(...page.map((one) => one.id))
  const step = fc.oneof(
    fc.record({ how: fc.constant('toggle' as const), id }),
    fc.record({ how: fc.constant('reach' as const), id }),
    fc.record({ how: fc.constant('togglePage' as const), id }),
    fc.record({ how: fc.constant('forget' as const), id }),
  )

  test('boxes, number and the box of the page agree, and each change is told once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const selection = shown()
        let told = 0
        selection.subscribe(() => {
          told += 1
        })
        for (const { how, id } of steps) {
          const before = selection.has(id)
          const toldBefore = told
          selection[how](id)
          expect(told - toldBefore).toBe(how === 'forget' && !before ? 0 : 1)
          if (how === 'toggle') expect(selection.has(id)).toBe(!before)
          if (how === 'forget') expect(selection.has(id)).toBe(false)
          const ticked = page.filter((one) => selection.has(one.id)).length
          expect(selection.chosen().jobs.size).toBe(ticked)
          expect(selection.any()).toBe(ticked > 0)
          expect(selection.onPage()).toBe(ticked === 0 ? 'none' : ticked === page.length ? 'all' : 'some')
        }
      }),
    )
  })
})
