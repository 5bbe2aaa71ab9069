import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type SampleOptions, sampleRecords } from '#bench/records.ts'

/** The seed is the same everywhere, so that every run of the bench reads the same bytes. */
export type SampleFile = Omit<SampleOptions, 'seed'> & { encoding?: 'utf8' | 'latin1' }

/** Writes the file of a sample, once, and answers its path. */
export function sampleFiles(dir: string): (sample: SampleFile) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return (sample) => {
    const name = Object.entries(sample)
      .map(([key, value]) => `${key}-${value}`)
      .join('-')
    const known = made.get(name) ?? write(join(dir, `${name}.csv`), sample)
    made.set(name, known)
    return known
  }
}

async function write(path: string, { encoding = 'utf8', ...options }: SampleFile): Promise<string> {
  const pieces = function* () {
    for (const piece of sampleRecords(options)) yield Buffer.from(piece, encoding)
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
  return path
}
