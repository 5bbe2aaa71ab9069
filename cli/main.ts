import { COMMANDS } from '#cli/commands.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { ConfigurationError } from '#lib/env.ts'

const [name = 'help', ...args] = process.argv.slice(2)
// npm puts the user's own folder here; file names on the command line are meant from there.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
// Whoever reads our output may stop reading, as `| head` does: then there is nothing left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
try {
  if (!command) throw new UsageError(`there is no command "${name}"; try: npm run quayside -- help`)
  const { default: run } = await command.load(args)
  process.exitCode = await run(args)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof NotDone || error instanceof ConfigurationError)) throw error
  const usage = error instanceof UsageError && command ? `; usage: ${command.usage}` : ''
  process.stderr.write(`quayside: ${error.message}${usage}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
