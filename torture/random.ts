/** Random numbers that are the same for the same seed: what a run did can be done again. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next: () => number
  /** A whole number from `least` to `most`, both included. */
  int: (least: number, most: number) => number
  chance: (share: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** Numbers of its own for a part of the work, whatever the others draw meanwhile. */
  branch: (name: string | number) => Random
}

export function randomFrom(seed: string | number): Random {
  let state = hash(String(seed))
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const random: Random = {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
    branch: (name) => randomFrom(`${seed}/${name}`),
  }
  return random
}

function hash(text: string): number {
  let value = 2_166_136_261
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619)
  return value
}
