/** A command gets the words after its name and answers with the exit code. */
export type Command = (args: string[]) => Promise<number>

export const COMMANDS: Record<string, () => Promise<{ default: Command }>> = {
  start: () => import('#cli/start.ts'),
  dev: () => import('#cli/dev.ts'),
  web: () => import('#cli/web.ts'),
  worker: () => import('#cli/worker.ts'),
}
