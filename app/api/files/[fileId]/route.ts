import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { findFile, storedPath } from '#jobs/files.ts'
import type { FileView } from '#jobs/show-job.ts'
import { byteRange } from '#lib/byte-range.ts'
import { attachment } from '#lib/content-disposition.ts'
import { context } from '#lib/context.ts'
import { LENGTH_HEADER } from '#lib/length-header.ts'

type Route = { params: Promise<{ fileId: string }> }

const contentType = (role: FileView['role'], name: string) =>
  role === 'source' ? 'application/octet-stream' : name.endsWith('.jsonl') ? 'application/x-ndjson' : 'text/csv; charset=utf-8'

/** A stored file as download. It never changes, so one that broke off goes on with the rest of it. */
async function download(request: Request, { params }: Route): Promise<Response> {
  const id = z.uuid().safeParse((await params).fileId)
  const { db } = await context()
  const file = id.success ? await findFile(db, id.data) : undefined
  const bytes = file && (await stat(storedPath(file.id)).catch(() => undefined))
  if (!file || !bytes) return Response.json({ code: 'not_found' }, { status: 404 })
  const { size } = bytes

  const etag = `"${file.sha256}"`
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    // To compress it on the way would change what a range of bytes means.
    'Cache-Control': 'private, no-cache, no-transform',
    'Content-Disposition': attachment(file.name),
    'Content-Type': contentType(file.role, file.name),
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
  })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const condition = request.headers.get('if-range')
  const range = condition === null || condition === etag ? byteRange(request.headers.get('range'), size) : undefined
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  headers.set(LENGTH_HEADER, String(range ? range.end - range.start + 1 : size))
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const body = Readable.toWeb(createReadStream(storedPath(file.id), { ...range, highWaterMark: 256 * 1024 })) as ReadableStream<Uint8Array>
  return new Response(body, { status, headers })
}

export { download as GET, download as HEAD }
