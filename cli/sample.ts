import { parseArgs } from 'node:util'
import { type SampleOptions, sampleRecords } from '#bench/records.ts'
import { UsageError } from '#cli/usage.ts'

/** `sample --records 2000000 [--seed 1] [--bad 0.01]`: writes invented records to the standard output, as CSV. */
export default async function sample(args: string[]): Promise<number> {
  const options = readOptions(args)
  // The failure is told to whoever wrote, below.
  process.stdout.on('error', () => {})
  for (const piece of sampleRecords(options)) {
    const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => process.stdout.write(piece, resolve))
    // Whoever read has seen enough, as in `sample … | head`.
    if (error?.code === 'EPIPE') return 0
    if (error) throw error
  }
  return 0
}

export function readOptions(args: string[]): Required<Pick<SampleOptions, 'records' | 'seed' | 'bad'>> {
  const { records, seed, bad } = parse(args)
  if (records === undefined) throw new UsageError('say how many: sample --records 2000000 [--seed 1] [--bad 0.01]')
  return {
    records: whole('--records', records),
    seed: whole('--seed', seed ?? '1'),
    bad: share('--bad', bad ?? '0'),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { records: { type: 'string' }, seed: { type: 'string' }, bad: { type: 'string' } } }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function whole(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`${name} ${text} is not a whole number`)
  return Number(text)
}

function share(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new UsageError(`${name} ${text} is not a share between 0 and 1`)
  return value
}
