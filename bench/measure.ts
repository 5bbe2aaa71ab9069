/** What is measured beside others: takes the number of the round, answers milliseconds. */
export type Contender = { name: string; run: (round: number) => Promise<number> }

/** Runs all of them in turn, round after round, so that whatever else the machine does meets them alike. */
export async function alternate(contenders: Contender[], rounds: number, say: (line: string) => void): Promise<Record<string, number[]>> {
  const runs: Record<string, number[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    // Every other round the other way round: none is always the one after the heaviest.
    for (const { name, run } of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const ms = await run(round)
      runs[name]?.push(ms)
      say(`round ${round + 1} of ${rounds}: ${name} ${Math.round(ms)} ms`)
    }
  }
  return runs
}

/** The value that this share of the values does not exceed; the middle of the two next to it where it falls between. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  if (below === undefined || above === undefined) throw new Error('nothing was measured')
  return below + (above - below) * (at - Math.floor(at))
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** How many times as fast: the medians of both, of the same work. */
export const timesAsFast = (ours: number[], theirs: number[]): number => median(theirs) / median(ours)
