import { join } from 'node:path'
import { ROOT } from '#lib/env.ts'

/**
 * What Node is told to run one of Quayside's processes. What a page is made of is thrown away with its answer: with 32 MB for what is
 * young, most of it is gone before it is looked at.
 */
export const nodeArguments = (command: string, ...args: string[]): string[] => [
  '--disable-warning=ExperimentalWarning',
  ...(command === 'web' ? ['--max-semi-space-size=32'] : []),
  join(ROOT, 'cli/main.ts'),
  command,
  ...args,
]
