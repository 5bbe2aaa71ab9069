import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { journalFilter, readFilter } from '#app/api/jobs/[jobId]/journal/read-filter.ts'
import { readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { readableParams } from '#components/job-details/readable-params.ts'
import { knownTimeZone, TIME_ZONE_COOKIE } from '#i18n/time-zone.ts'
import { toOffsetTime } from '#i18n/zoned-time.ts'
import { type EntryView, listJournal } from '#jobs/list-journal.ts'
import { attachment } from '#lib/content-disposition.ts'
import { csvLine } from '#lib/csv-line.ts'
import { database } from '#lib/server.ts'

const query = z.object({ ...journalFilter, format: z.enum(['txt', 'csv', 'jsonl']) })

/** Entries read at a time: what the download holds in memory. */
const BATCH = 1000
/** By which Excel knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

type Told = EntryView & { time: string; levelName: string; sentence: string }
type Format = { type: string; line: (told: Told) => string }

const FORMATS: Record<z.infer<typeof query>['format'], Format> = {
  txt: {
    type: 'text/plain; charset=utf-8',
    line: ({ time, levelName, sentence, detail }) =>
      `${time.replace('T', ' ')}  ${levelName}  ${sentence}\n${detail ? `${detail.replace(/^/gm, '    ')}\n` : ''}`,
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    line: ({ id, time, levelName, sentence, detail }) => csvLine([id, time, levelName, sentence, detail]),
  },
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    line: ({ id, time, level, code, params, sentence, detail }) =>
      `${JSON.stringify({ id, at: time, level, code, params, message: sentence, detail })}\n`,
  },
}

/** The journal, or what a filter leaves of it, as a file in the reader's language and by their clock; read page by page as it is sent. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/journal/download'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { job } = read
  const { locale, format, ...asked } = read.query
  const { type, line } = FORMATS[format]
  const t = await getTranslations({ locale, namespace: 'journalTab' })
  const say = await getTranslations({ locale, namespace: 'journal' })
  const general = await getTranslations({ locale, namespace: 'general' })
  const timeZone = knownTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value)
  const filter = await readFilter(locale, asked)
  const words: Parameters<typeof readableParams>[1] = { noReason: () => t('noReason'), separator: (name) => general(`separators.${name}`) }

  const tell = (entry: EntryView): Told => ({
    ...entry,
    time: toOffsetTime(Date.parse(entry.at), timeZone),
    levelName: t(`level.${entry.level}`),
    sentence: say(entry.code, readableParams(entry.params, words)),
  })
  const head =
    format === 'csv' ? BYTE_ORDER_MARK + csvLine([t('file.number'), t('file.time'), t('file.level'), t('file.message'), t('detail')]) : ''
  const encoder = new TextEncoder()
  let after: number | null = 0
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (head) controller.enqueue(encoder.encode(head))
      },
      async pull(controller) {
        // A search may have to look further than it can in one go: nothing to send is not the end.
        while (after !== null) {
          const page = await listJournal(database(), job.id, { ...filter, after, limit: BATCH })
          after = page.later
          if (page.entries.length > 0) return controller.enqueue(encoder.encode(page.entries.map((entry) => line(tell(entry))).join('')))
        }
        controller.close()
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': attachment(`${t('fileName', { label: job.label })}.${format}`),
      'Cache-Control': 'no-store',
    },
  })
}
