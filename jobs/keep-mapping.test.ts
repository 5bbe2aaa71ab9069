import { expect, test } from 'vitest'
import { keepMapping } from '#jobs/keep-mapping.ts'
import type { ColumnMapping } from '#jobs/settings.ts'

const column = (name: string, target: string | null, dateOrder: ColumnMapping['dateOrder'] = 'dmy'): ColumnMapping => ({
  name,
  target,
  decimalSign: ',',
  dateOrder,
})

test('a column keeps what was chosen for it, wherever it stands now', () => {
  const kept = keepMapping([column('a', 'x', 'mdy')], [column('b', 'y'), column('a', null)])
  expect(kept).toEqual([column('b', 'y'), column('a', 'x', 'mdy')])
})

test('a suggestion gives way to a choice of the same target', () => {
  expect(keepMapping([column('a', 'x')], [column('a', null), column('b', 'x')])).toEqual([column('a', 'x'), column('b', null)])
})

test('the choice of a column that is gone takes no target away', () => {
  expect(keepMapping([column('old', 'x')], [column('new', 'x')])).toEqual([column('new', 'x')])
})
