import type { Company } from '#bench/desk/companies.ts'
import type { Db } from '#db/client.ts'
import type { JobFilter, Paging } from '#jobs/job-filter.ts'
import { type JobPage, listJobs } from '#jobs/list-jobs.ts'

/** One asking; another owner, table, template or word each round, as from different people. */
export type Question = (db: Db, round: number, company: Company) => Promise<JobPage>

const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
const number = (round: number, of: number) => String(round % of).padStart(3, '0')
const owner = (round: number, { owners }: Company) => `user${number(round * 7, owners)}`
const table = (round: number, { tables }: Company) => ({ schema: 'public', name: `table_${number(round * 7, tables)}` })
const template = (round: number, { templates }: Company) => 1 + ((round * 7) % templates)

const lately = ({ lately }: Company): JobFilter => ({ from: ago(lately) })
const past = ({ past: [from, to] }: Company): JobFilter => ({ from: ago(from), to: ago(to) })

const ask =
  (filter: (round: number, company: Company) => JobFilter, paging: Paging = {}): Question =>
  (db, round, company) =>
    listJobs(db, filter(round, company), paging)
const sorted = (by: NonNullable<Paging['sort']>['by'], descending: boolean) => ask(() => ({}), { sort: { by, descending } })

/** What people ask of the list; `bench/desk/fill-jobs.ts` says what there is. */
export const QUESTIONS = {
  'the newest': ask(() => ({})),
  'a page in the middle': (db, round, { jobs }) => listJobs(db, {}, { after: String(1000 + Math.floor(jobs / 2) + round) }),
  'the page before it': async (db, round, { jobs }) => {
    const place = Buffer.from(JSON.stringify(['number', 1000 + Math.floor(jobs / 2) + round])).toString('base64url')
    return listJobs(db, {}, { before: place })
  },
  'sorted by label': sorted('label', false),
  'sorted by start': sorted('start', false),
  'sorted by end': sorted('end', true),
  'sorted by duration': sorted('duration', true),
  'sorted by rejects': sorted('rejects', true),
  'sorted by status': sorted('status', false),
  'sorted by type': sorted('kind', false),
  'sorted by owner': sorted('owner', false),
  finished: ask(() => ({ status: ['finished'] })),
  'running or paused or failed': ask(() => ({ status: ['running', 'paused', 'finished_with_errors'] })),
  exports: ask(() => ({ kind: 'export' })),
  'with rejects': ask(() => ({ rejects: 'with' })),
  'of an owner': ask((...of) => ({ owner: owner(...of) })),
  'failed, of an owner': ask((...of) => ({ owner: owner(...of), status: ['finished_with_errors'] })),
  'of a table': ask((...of) => ({ table: table(...of) })),
  'of a template': ask((...of) => ({ template: template(...of) })),
  'of an owner and a table': ask((round, of) => ({ owner: owner(round, of), table: table(round + 3, of) })),
  'of the last day': ask((_, company) => lately(company)),
  'of a month a year ago': ask((_, company) => past(company)),
  'failed, of a month a year ago': ask((_, company) => ({ ...past(company), status: ['finished_with_errors'] })),
  'search for a common word': ask((round) => ({ search: ['client', 'fatture', 'pedidos', 'rechnung'][round % 4] })),
  'search for a rare word': ask((round, { numbers: [, highest] }) => ({ search: `Kunden ${Math.min(300 + (round % 100), highest)}` })),
  'search for what is not there': ask((round) => ({ search: `nothing ${round}` })),
  'search for a number': ask((round) => ({ search: String(1500 + round) })),
} satisfies Record<string, Question>
