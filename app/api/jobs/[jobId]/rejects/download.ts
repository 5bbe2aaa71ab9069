import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { readRejectsQuery, selectionOf } from '#components/job-details/reject-query.ts'
import { type RejectFileWords, rejectsAsCsv, rejectsAsXlsx } from '#engine/reject-file.ts'
import { routing } from '#i18n/routing.ts'
import { attachment } from '#lib/content-disposition.ts'
import { database } from '#lib/server.ts'

const query = z
  .looseObject({ locale: z.enum(routing.locales).default(routing.defaultLocale) })
  .transform(({ locale, ...rest }) => ({ locale, rejects: readRejectsQuery(rest as Record<string, string>) }))

const FILES = {
  csv: { type: 'text/csv; charset=utf-8', write: rejectsAsCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: rejectsAsXlsx },
}

/** The rejects that the address means as a file, made while it is sent, no faster than it is read. */
export async function downloadRejects(request: Request, params: Promise<{ jobId: string }>, kind: keyof typeof FILES): Promise<Response> {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { locale, rejects } = read.query
  const t = await getTranslations({ locale, namespace: 'rejectsTab' })
  const say = await getTranslations({ locale, namespace: 'rejectReasons' })
  const words: RejectFileWords = { line: t('line'), reason: t('reason'), original: t('original'), sheet: t('title'), say }
  const { type, write } = FILES[kind]
  const pieces = write(database(), read.job, selectionOf(rejects), words)
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': attachment(`${t('fileName', { label: read.job.label })}.${kind}`),
      'Cache-Control': 'no-store',
    },
  })
}
