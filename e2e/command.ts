import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '#lib/env.ts'

/** The Node of the project, whichever one runs the tests. */
export const NODE = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

const run = promisify(execFile)

/** Runs the command line as a person at this machine does; answers with what it printed, and throws what it complained of. */
export async function quayside(...args: string[]): Promise<string> {
  const { stdout } = await run(NODE, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/main.ts'), ...args], {
    env: { ...process.env, INIT_CWD: ROOT },
  })
  return stdout
}
