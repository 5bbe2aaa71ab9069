import { readArguments } from '#cli/arguments.ts'
import { findDatabase } from '#cli/open.ts'

/** `database-url`: for `psql "$(npm run --silent quayside -- database-url)"`. */
export default async function databaseUrl(args: string[]): Promise<number> {
  readArguments(args, {}, [])
  process.stdout.write(`${await findDatabase()}\n`)
  return 0
}
