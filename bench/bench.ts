import type { Installation } from '#bench/installation.ts'
import type { SampleFile } from '#bench/sample-file.ts'

/** What a scenario is given. */
export type Bench = {
  installation: Installation
  size: Size
  /** The file of these records, made once for all scenarios. */
  sample: (sample: SampleFile) => Promise<string>
  /** A line about what is going on. */
  say: (line: string) => void
}

export type Size = {
  /** Records of a large file. */
  records: number
  /** Rounds of alternating runs. */
  rounds: number
  /** Pauses, cancels, small jobs one after the other. */
  clicks: number
  /** Small jobs queued at once. */
  queued: number
  /** Jobs in the list; lines of a journal, and as many rejects. */
  jobs: number
  lines: number
  /** For which a page is asked for, each time. */
  seconds: number
  /** Records of the file that is too large for memory; 0: not measured. */
  huge: number
}

/** One line of the table. */
export type Figure = {
  what: string
  /** `×`: how many times as fast as `against`, or as much, or as long, as `what` says. */
  unit: '×' | 'ms' | 'MB' | 'jobs/s' | 'bytes'
  value: number
  against?: string
  /** What is wanted, as the table shows it: `≥ 1.1`. */
  aim?: string
  /** Every single measurement, in the order in which they were made; times in milliseconds. */
  runs: Record<string, number[]>
}

/** Each is a file of scenarios/ and a line of bench/run.ts. */
export type Scenario = {
  name: string
  /** Whether it wants the pages to be built. */
  pages?: true
  /** @throws where what is measured did not do what it should have done */
  run: (bench: Bench) => Promise<Figure[]>
}
