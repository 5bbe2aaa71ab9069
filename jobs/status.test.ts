import { describe, expect, test } from 'vitest'
import { ENDED, JOB_STATUSES, MOVES, movesBy, TRANSIENT, VERBS, verbsFrom } from '#jobs/status.ts'

describe('the table of moves', () => {
  test('leads a verb from one status to exactly one other', () => {
    for (const verb of VERBS) {
      const sources = movesBy(verb).map(({ from }) => from)
      expect(new Set(sources).size).toBe(sources.length)
    }
  })

  test('says nothing twice and never stands still', () => {
    expect(new Set(MOVES.map(({ from, to, by }) => `${from} ${to} ${by}`)).size).toBe(MOVES.length)
    expect(MOVES.filter(({ from, to }) => (from as string) === to)).toEqual([])
  })

  test.for(JOB_STATUSES)('reaches %s, and leaves it unless it is an end', (status) => {
    if (status !== 'editing') expect(MOVES.some(({ to }) => to === status)).toBe(true)
    if (!ENDED[status]) expect(MOVES.some(({ from }) => from === status)).toBe(true)
  })

  test('lets recovery move on every transient status: nothing is stuck when its worker is gone', () => {
    const healed = new Set(movesBy('recovery').map(({ from }) => from))
    expect(JOB_STATUSES.filter((status) => TRANSIENT[status])).toEqual(JOB_STATUSES.filter((status) => healed.has(status)))
  })
})

test('the buttons of each status', () => {
  expect(Object.fromEntries(JOB_STATUSES.map((status) => [status, verbsFrom(status).join(' ')]))).toEqual({
    editing: 'start',
    running: 'pause cancel',
    pausing: 'cancel',
    paused: 'start cancel',
    cancelling: '',
    cancelled: '',
    finished: 'retry',
    finished_with_errors: 'start retry',
    server_shutdown: 'start cancel',
  })
})
