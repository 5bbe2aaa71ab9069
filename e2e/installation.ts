import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '#cli/free-port.ts'
import { ROOT } from '#lib/env.ts'

export type Installation = {
  baseURL: string
  /** Runs its command line; answers with what it printed. */
  quayside: (...args: string[]) => Promise<string>
  stop: () => Promise<void>
}

/**
 * Starts the Quayside of a checkout on a database and a port of its own, apart from the one that the other tests share.
 * @param dataDir where its database and its files are kept
 */
export async function startInstallation(root: string, dataDir: string, settings: Record<string, string> = {}): Promise<Installation> {
  const port = await freePort()
  const environment = {
    ...process.env,
    DATABASE_URL: undefined,
    QUAYSIDE_DATA_DIR: dataDir,
    PORT: String(port),
    INIT_CWD: ROOT,
    ...settings,
  }
  const command = (...args: string[]) =>
    spawn(join(root, 'node_modules/node/bin/node'), ['--disable-warning=ExperimentalWarning', join(root, 'cli/main.ts'), ...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  const server = command('start')
  const said: string[] = []
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer) => {
      said.push(data.toString())
      if (/Quayside is ready/.test(said.join(''))) resolve()
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    exited.then(() => reject(new Error(`Quayside in ${root} does not start:\n${said.join('')}`)))
  })

  return {
    baseURL: `http://localhost:${port}`,
    async quayside(...args) {
      const process = command(...args)
      const output = { out: '', error: '' }
      process.stdout.on('data', (data) => (output.out += data))
      process.stderr.on('data', (data) => (output.error += data))
      const code = await new Promise((resolve) => process.once('close', resolve))
      if (code !== 0) throw new Error(`${args.join(' ')}: ${output.error}`)
      return output.out
    },
    async stop() {
      server.kill('SIGTERM')
      await exited
    },
  }
}
