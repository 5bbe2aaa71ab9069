import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from '#cli/usage.ts'
import { readTableName as parseTableName } from '#jobs/table-name.ts'
import type { TableName } from '#jobs/target-tables.ts'

/**
 * Reads the words after a command's name: what `options` declares, and exactly the words named by `expected`.
 * @throws UsageError where they do not fit
 */
export function readArguments<const Options extends ParseArgsOptionsConfig, const Names extends readonly string[]>(
  args: string[],
  options: Options,
  expected: Names,
) {
  const { values, positionals } = parse(args, options)
  const missing = expected[positionals.length]
  if (missing) throw new UsageError(`${missing} is missing`)
  if (positionals.length > expected.length) throw new UsageError(`there is a word too many: ${positionals[expected.length]}`)
  return { values, words: positionals as { [Index in keyof Names]: string } }
}

function parse<const Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // Node's advice after the first sentence speaks of other programs' habits.
    throw new UsageError(error.message.split('. ')[0])
  }
}

/** @throws UsageError where the word is not a job number */
export function readJobId(word: string): number {
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new UsageError(`"${word}" is not a job number`)
  return Number(word)
}

/**
 * A table as `name`, `schema.name`, or with either in double quotes where it holds a dot or a quote.
 * @throws UsageError where the word is neither
 */
export function readTableName(word: string): TableName {
  const table = parseTableName(word)
  if (!table) throw new UsageError(`"${word}" is not a table name; write SCHEMA.TABLE, with double quotes around a name that holds a dot`)
  return table
}
