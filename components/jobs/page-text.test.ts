import { expect, test } from 'vitest'
import { readPage, writePage } from '#components/jobs/page-text.ts'
import type { JobView, ListedJob } from '#jobs/job-view.ts'

const counters = {
  total: null,
  processed: 7,
  success: 5,
  empty: 0,
  errors: 0,
  warnings: 1,
  rejects: 2,
  doubles: 0,
  duplicates: 0,
  unprocessed: 0,
}
const job: JobView = {
  id: 1042,
  kind: 'import',
  label: "L'été \u2028 </script>",
  description: '',
  status: 'running',
  statusSince: '2026-11-22T10:00:00.000Z',
  owner: 'anna',
  table: null,
  fileName: null,
  copyOf: null,
  counters,
  held: 0,
  discarded: 0,
  retry: { total: 2, left: 1 },
  createdAt: '2026-11-22T09:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  activeMs: 0,
  leasedAt: null,
  placeInLine: 3,
  version: '1',
}

const { description: _text, statusSince: _since, copyOf: _copy, createdAt: _created, placeInLine: _place, ...shown } = job
const listed: ListedJob = { ...shown, counters: { total: null, processed: 7, success: 5, rejects: 2 } }

test('a page is read as it was written, as far as the list shows it', () => {
  const page = {
    jobs: [job, { ...job, id: 1043, retry: null, counters: { ...counters, total: 9 } }],
    next: 'n',
    previous: null,
    partial: true,
  }
  expect(readPage(writePage(page))).toEqual({
    ...page,
    jobs: [listed, { ...listed, id: 1043, retry: null, counters: { ...listed.counters, total: 9 } }],
  })
})

test('so is one without jobs', () => {
  const page = { jobs: [], next: null, previous: null, partial: false }
  expect(readPage(writePage(page))).toEqual(page)
})
