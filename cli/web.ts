import { createServer } from 'node:http'
import next from 'next'
import { askedToStop } from '#cli/processes.ts'
import { localeFinder } from '#i18n/page-addresses.ts'
import { readLanguages } from '#i18n/read-languages.ts'
import { env, ROOT } from '#lib/env.ts'
import { restoreLength } from '#lib/length-header.ts'
import { tellPage } from '#lib/page-headers.ts'
import { securityHeaders } from '#lib/security-headers.ts'

/** The web process. It listens on this machine only, until there are people and rights. */
export default async function web(args: string[]): Promise<number> {
  const stopping = askedToStop()
  const { port } = env
  const hostname = '127.0.0.1'
  // The bundle of the pages knows the checkout by this only, see lib/env.ts.
  process.chdir(ROOT)
  // Next writes 127.0.0.1 as localhost in what the proxy rewrites; under another name it would take that for another server.
  const development = args.includes('--dev')
  const app = next({ dev: development, dir: ROOT, hostname: 'localhost', port })
  await app.prepare()
  const handle = app.getRequestHandler()
  const secure = securityHeaders({ development })
  const localeOf = localeFinder(readLanguages())
  const server = createServer((request, response) => {
    if (!isThisMachine(request.headers.host)) {
      response.writeHead(421).end()
      return
    }
    restoreLength(response)
    secure(response)
    tellPage(request, localeOf)
    return handle(request, response)
  })
  // Uploads take as long as they take.
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, resolve)
  })
  process.send?.('ready')
  await stopping
  server.close()
  server.closeAllConnections()
  await app.close()
  process.exit(0)
}

/**
 * Whether the browser meant this machine: a page of elsewhere can make its own name point here, and would then act in the name
 * of whoever sits in front of it.
 */
function isThisMachine(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? '')
}
