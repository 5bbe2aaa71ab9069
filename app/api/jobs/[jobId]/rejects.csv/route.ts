import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { routing } from '#i18n/routing.ts'
import { listRejects } from '#jobs/list-rejects.ts'
import { attachment } from '#lib/content-disposition.ts'
import { csvLine } from '#lib/csv-line.ts'
import { database } from '#lib/server.ts'

const query = z.object({ locale: z.enum(routing.locales).default(routing.defaultLocale) })

/** Rejects read at a time: what the download holds in memory. */
const BATCH = 1000
/** By which Excel knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/** Every reject of a job as a file for a spreadsheet, with its reason in the reader's language; read page by page as it is sent. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects.csv'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const {
    job,
    query: { locale },
  } = read
  const t = await getTranslations({ locale, namespace: 'rejectsTab' })
  const say = await getTranslations({ locale, namespace: 'rejectReasons' })

  const encoder = new TextEncoder()
  const head = csvLine([t('line'), t('recordLong'), t('column'), t('value'), t('reason'), t('raw')])
  let after: number | null = 0
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(BYTE_ORDER_MARK + head))
      },
      async pull(controller) {
        if (after === null) return controller.close()
        const page = await listRejects(database(), job.id, {}, { after, limit: BATCH })
        after = page.next
        const lines = page.rejects.map(({ line, record, column, value, code, params, raw }) =>
          csvLine([line, record, column, value, say(code, params), raw]),
        )
        if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')))
        else controller.close()
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': attachment(`${t('fileName', { label: job.label })}.csv`),
      'Cache-Control': 'no-store',
    },
  })
}
