/** A transaction should take about this long: short enough for Pause, long enough to be cheap. */
const PIECE_MS = 400
const FIRST_RECORDS = 2_000
const MOST_RECORDS = 65_536

/** How many records the next transaction holds, learnt from how long the last ones took: tables differ a thousandfold. */
export class Pace {
  records = FIRST_RECORDS

  took(records: number, ms: number): void {
    const fitting = (records * PIECE_MS) / Math.max(ms, 1)
    // Faster by steps, slower at once.
    this.records = Math.max(1, Math.round(Math.min(fitting, this.records * 4, MOST_RECORDS)))
  }
}
