import { describe, expect, test } from 'vitest'
import { JOB_STATUSES } from '#jobs/status.ts'
import { explore, firstState, type Protection, type State, stepsFrom } from '#torture/model.ts'

describe('moves, lease and checkpoint in all their states', () => {
  // Whoever changes the moves, the lease or the model counts anew, and sees that it is as many as expected.
  test.for([
    [[1, 1], 16_378, 124_631],
    [[2, 1], 29_934, 230_005],
  ] as const)(
    'chunks of %j pieces: %i states, none of them wrong, stuck or without an end',
    { timeout: 60_000 },
    ([chunks, states, steps]) => {
      expect(explore({ chunks: [...chunks] })).toEqual({ states, steps, stuck: [], hopeless: 0 })
    },
  )

  test('the same with rejects that are tried again, once the file was loaded or an error struck', { timeout: 60_000 }, () => {
    expect(explore({ chunks: [1], rejects: 2 })).toEqual({ states: 30_619, steps: 235_310, stuck: [], hopeless: 0 })
    for (const without of ['lease', 'checkpoint', 'one transaction'] as const)
      expect(explore({ chunks: [1], rejects: 2, without }).violation).toBeDefined()
  })

  test.for<[Protection, string, string]>([
    ['lease', 'something was committed that no lease covers', 'system: worker 0 commits'],
    ['checkpoint', 'rows were committed twice', 'system: worker 0 commits'],
    ['one transaction', 'rows and checkpoint disagree', 'system: the orphan is rolled back'],
  ])('without the protection of %s the model finds what goes wrong', ([without, what, last]) => {
    const { violation } = explore({ chunks: [2, 1], without })
    expect(violation).toMatchObject({ what })
    expect(violation?.path.at(-1)).toBe(last)
  })

  test('every status is reached', () => {
    const reached = new Set<string>()
    const open: State[] = [firstState({ chunks: [1] })]
    const seen = new Set<string>()
    for (let state = open.pop(); state; state = open.pop()) {
      const key = JSON.stringify(state)
      if (seen.has(key)) continue
      seen.add(key)
      reached.add(state.status)
      open.push(...stepsFrom(state, { chunks: [1] }).map(({ to }) => to))
    }
    expect([...reached].sort()).toEqual([...JOB_STATUSES].sort())
  })
})
