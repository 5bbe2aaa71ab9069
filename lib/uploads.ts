import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { env } from '#lib/env.ts'

/** Ids are made here: 16 random bytes. Whatever else comes as one is no upload. */
const UPLOAD_ID = /^[0-9a-f]{32}$/
/** How long an upload that nobody took into a job can be gone on with. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000
const FILE_NAME_LENGTH = 200

type Uploads = { server: Server; store: FileStore }

/** One server a web process, since it holds the locks; a reload of the code in development keeps it. */
const kept = globalThis as typeof globalThis & { quaysideUploads?: Uploads }

function uploads(): Uploads {
  if (!kept.quaysideUploads) {
    const directory = join(env.dataDir, 'uploads')
    // The store makes its folder too, but only some time after; the first upload may come sooner.
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const store = new FileStore({ directory, expirationPeriodInMilliseconds: KEPT_MS })
    const server = new Server({
      path: '/api/uploads',
      datastore: store,
      maxSize: env.maxUpload,
      // Right whatever name or port the browser knows this server by.
      relativeLocation: true,
      // Pages of other origins have no business here.
      allowedOrigins: () => false,
      getFileIdFromRequest: (_request, last) => (last && UPLOAD_ID.test(last) ? last : undefined),
      onUploadCreate: async (_request, { metadata }) => ({ metadata: { filename: cleanFileName(metadata?.filename) } }),
    })
    kept.quaysideUploads = { server, store }
  }
  return kept.quaysideUploads
}

/** Answers a request of the tus protocol. */
export async function answerUpload(request: Request): Promise<Response> {
  const { server } = uploads()
  if (request.method === 'POST') await server.cleanUpExpiredUploads()
  return server.handleWeb(request)
}

/** A name to show and to save under; never a path. */
function cleanFileName(name: string | null | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .replace(/\p{Control}/gu, '')
      .normalize('NFC')
      .trim()
      .slice(-FILE_NAME_LENGTH) || 'file.csv'
  )
}

/** Where the bytes of an upload lie that has arrived as a whole, and its name; undefined if there is none. */
export async function finishedUpload(id: string): Promise<{ path: string; name: string } | undefined> {
  if (!UPLOAD_ID.test(id)) return undefined
  const { store } = uploads()
  const upload = await store.getUpload(id).catch(() => undefined)
  if (!upload?.storage || upload.offset !== upload.size) return undefined
  return { path: upload.storage.path, name: cleanFileName(upload.metadata?.filename) }
}

/** Removes an upload that cannot be used. */
export const discardUpload = (id: string) => uploads().store.remove(id)

/** Forgets an upload whose bytes have been taken into the store. */
export async function forgetUpload(id: string): Promise<void> {
  await uploads().store.configstore.delete(id)
}
