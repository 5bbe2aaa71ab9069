import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ROOT } from '#lib/env.ts'

export type PageServer = { url: string; stop: () => Promise<void> }

const NEXT = join(ROOT, 'node_modules/next/dist/bin/next')
const BARE_PAGE = join(ROOT, 'bench/bare-page')

/** The pages as `npm start` serves them, from what was built before. */
export const servePages = (databaseUrl: string): Promise<PageServer> =>
  serve(databaseUrl, () => ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/main.ts'), 'web'])

/** A Next page that only shows fifty rows, see bench/bare-page. */
export async function serveBarePage(databaseUrl: string): Promise<PageServer> {
  await ended(
    spawn(process.execPath, [NEXT, 'build', BARE_PAGE], { stdio: ['ignore', 'ignore', 'inherit'], env: environment(databaseUrl) }),
  )
  return serve(databaseUrl, (port) => [NEXT, 'start', BARE_PAGE, '-p', String(port), '-H', '127.0.0.1'])
}

async function serve(databaseUrl: string, words: (port: number) => string[]): Promise<PageServer> {
  const port = await freePort()
  const child = spawn(process.execPath, words(port), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...environment(databaseUrl), PORT: String(port) },
  })
  const exited = ended(child)
  exited.catch(() => {})
  const url = `http://127.0.0.1:${port}`
  await Promise.race([answers(url), exited])
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await exited.catch(() => {})
    },
  }
}

const environment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  INIT_CWD: '',
})

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`a server or its build ended with ${code}`)
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    await response?.text()
    if (response) return
    await delay(100)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
