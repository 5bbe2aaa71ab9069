import { expect, test } from 'vitest'
import { readPage, writePage } from '#components/jobs/page-text.ts'
import type { ListedJob } from '#jobs/job-view.ts'

const job: ListedJob = {
  id: 1042,
  kind: 'import',
  label: "L'été \u2028 </script>",
  status: 'running',
  owner: 'anna',
  table: null,
  fileName: null,
  counters: { total: null, processed: 7, success: 5, rejects: 2 },
  held: 0,
  discarded: 0,
  retry: { total: 2, left: 1 },
  startedAt: null,
  finishedAt: null,
  activeMs: 0,
  leasedAt: null,
  version: '1',
}

test('a page is read as it was written', () => {
  const page = {
    jobs: [job, { ...job, id: 1043, retry: null, counters: { ...job.counters, total: 9 } }],
    next: 'n',
    previous: null,
    partial: true,
  }
  expect(readPage(writePage(page))).toEqual(page)
})

test('so is one without jobs', () => {
  const page = { jobs: [], next: null, previous: null, partial: false }
  expect(readPage(writePage(page))).toEqual(page)
})
