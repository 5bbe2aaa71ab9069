/** Loaded before a worker's own code: its clock jumps by up to an hour, back and forth, every second or so. */

const RealDate = Date
const now = Date.now
let offset = 0
setInterval(
  () => {
    offset = Math.round((Math.random() * 2 - 1) * 3_600_000)
  },
  500 + Math.random() * 1500,
).unref()

globalThis.Date = class extends RealDate {
  constructor(...given: [] | [number]) {
    if (given.length === 0) super(now() + offset)
    else super(...given)
  }

  static override now() {
    return now() + offset
  }
} as DateConstructor
