import { COMMANDS } from '#cli/commands.ts'
import { UsageError } from '#cli/usage.ts'
import { ConfigurationError } from '#lib/env.ts'

const [name = 'help', ...args] = process.argv.slice(2)
// npm puts the user's own folder here; file names on the command line are meant from there.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)

const load = COMMANDS[name]
try {
  if (!load) throw new UsageError(`there is no command "${name}"; try: npm run quayside -- help`)
  const { default: command } = await load()
  process.exitCode = await command(args)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigurationError)) throw error
  process.stderr.write(`quayside: ${error.message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
