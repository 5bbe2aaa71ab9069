import { COMMANDS } from '#cli/commands.ts'

/** `help`: every command in a line. */
export default async function help(): Promise<number> {
  const lines = Object.values(COMMANDS).map(({ usage, about }) => `  ${usage}\n      ${about}\n`)
  process.stdout.write(`npm run --silent quayside -- COMMAND\n\n${lines.join('')}\nExit codes: 0 done, 1 not done, 2 wrong use.\n`)
  return 0
}
