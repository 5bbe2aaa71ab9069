import { type OpenReject, openRejects } from '#engine/open-rejects.ts'
import { type RecordShape, readRecord, recordShape } from '#engine/record-cells.ts'
import { repairerOf } from '#engine/repair.ts'
import { type Trial, trialOf, type Verdict } from '#engine/trial.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { Repair, RepairSuggestion } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { type ColumnMapping, DATE_ORDERS, DECIMAL_SIGNS, importSettings } from '#jobs/settings.ts'

const SAMPLE = 500
/** Values that a map is begun with, the most frequent ones. */
const PAIRS = 50

type Candidate = { repair: Repair; open?: boolean }

/** What could be done about a value of this reason; the column is one of the file's. */
type Propose = (group: { column: ColumnMapping; sample: OpenReject[]; shape: RecordShape }) => Candidate[]

const clear: Propose = ({ column: { name } }) => [{ repair: { kind: 'clear', column: name } }]
const set: Propose = ({ column: { name } }) => [{ repair: { kind: 'set', column: name, value: '' }, open: true }]
const fill: Propose = ({ column: { name } }) => [{ repair: { kind: 'fill', column: name, value: '' }, open: true }]

const dateOrder: Propose = ({ column: { name, dateOrder: usual } }) =>
  DATE_ORDERS.filter((order) => order !== usual).map((order) => ({ repair: { kind: 'date_order', column: name, order } }))

const decimalSign: Propose = ({ column: { name, decimalSign: usual } }) =>
  DECIMAL_SIGNS.filter((sign) => sign !== usual).map((sign) => ({ repair: { kind: 'decimal_sign', column: name, sign } }))

const cut: Propose = ({ column: { name }, sample }) => {
  const limit = Number(sample.find(({ params }) => params.limit !== undefined)?.params.limit ?? 0)
  return limit > 0 ? [{ repair: { kind: 'cut', column: name, length: limit } }] : []
}

const garbled: Propose = ({ column: { name } }) => [{ repair: { kind: 'replace', column: name, find: '\uFFFD', replace: '' }, open: true }]

/** The values that there are, each with the one that is probably meant where the column's own map knows it. */
const map: Propose = ({ column, sample, shape }) => {
  const index = shape.names.indexOf(column.name)
  const counts = new Map<string, number>()
  for (const { text } of sample) {
    const value = readRecord(text, shape).cells?.[index]?.text
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].sort((a, b) => b[1] - a[1]).slice(0, PAIRS)
  if (values.length === 0) return []
  const known = new Map((column.map?.pairs ?? []).flatMap(({ from }) => (from === null ? [] : [[plain(from), from] as const])))
  const pairs = values.map(([from]) => ({ from, to: known.get(plain(from)) ?? null }))
  return [{ repair: { kind: 'map', column: column.name, pairs }, open: pairs.some(({ to }) => to === null) }]
}

/** Without what people write differently: letter case, accents, blanks and signs. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** In the order in which they are worth offering. */
const OF_COLUMN: Partial<Record<RejectReason, Propose[]>> = {
  cell_error: [clear, set],
  required: [fill],
  key_empty: [fill],
  not_a_whole_number: [decimalSign, map, clear],
  not_a_number: [decimalSign, map, clear],
  not_a_date: [dateOrder, map, clear],
  not_a_boolean: [map, clear],
  not_a_uuid: [clear],
  out_of_range: [decimalSign, clear],
  too_many_decimals: [decimalSign, clear],
  too_long: [cut],
  not_in_map: [map, set],
  foreign_key: [map, clear],
  check: [map, set],
  calculation_failed: [clear],
  refused_by_table: [map, clear],
}

const OF_RECORD: Partial<Record<RejectReason, Repair[]>> = {
  too_many_fields: [{ kind: 'drop_surplus' }],
  too_few_fields: [{ kind: 'fill_missing' }],
  unknown_field: [{ kind: 'drop_surplus' }],
}

/** The repairs worth offering for the open ones among the selected rejects, by the reason and column of the first of them, the best first. */
export async function suggestRepairs(
  { db, actor }: Context,
  { jobId, selection }: { jobId: number; selection: RejectSelection },
): Promise<Outcome<RepairSuggestion[]>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const job = await findJob(db, jobId)
  if (!job) return refused({ code: 'not_found' })
  const settings = importSettings.safeParse(job.settings).data
  const sample = await openRejects(db, jobId, selection, { after: 0, limit: SAMPLE })
  const [first] = sample
  if (!settings || !first) return done([])
  const names = settings.columns.map(({ name }) => name)
  const shape = recordShape(settings.format, names)
  const trial = await trialOf(db, job, settings, shape)
  if (!trial) return refused({ code: 'table_missing' })
  const same = sample.filter(({ code, column }) => code === first.code && column === first.column)
  const tried = candidates(first, settings.columns, same, shape).map(({ repair, open = false }) => {
    const shares = open ? null : sharesMended(repair, first, { sample: same, shape, columns: settings.columns, trial })
    const suggestion: RepairSuggestion = { repair, mends: shares?.fit ?? null, open }
    return { suggestion, eased: shares ? shares.eased : null }
  })
  // What is no help is not worth offering; the sort keeps the order of equals.
  const worth = tried.filter(({ eased }) => eased !== 0)
  worth.sort(
    ({ suggestion: a, eased: ofA }, { suggestion: b, eased: ofB }) =>
      costOf(a) - costOf(b) || (b.mends ?? 0) - (a.mends ?? 0) || (ofB ?? 0) - (ofA ?? 0),
  )
  return done(worth.map(({ suggestion }) => suggestion))
}

/** What needs nobody's word comes first, what loses the value last. */
const costOf = ({ repair, open }: RepairSuggestion) => (repair.kind === 'clear' ? 2 : open ? 1 : 0)

function candidates(
  { code, column }: Pick<Verdict, 'code' | 'column'>,
  columns: ColumnMapping[],
  sample: OpenReject[],
  shape: RecordShape,
): Candidate[] {
  const ofRecord = (OF_RECORD[code] ?? []).map((repair): Candidate => ({ repair }))
  if (code === 'invalid_characters')
    return columns.flatMap((one) => (holdsGarbage(one, sample, shape) ? garbled({ column: one, sample, shape }) : []))
  const mapping = columns.find(({ name }) => name === column)
  return mapping ? [...ofRecord, ...(OF_COLUMN[code] ?? []).flatMap((propose) => propose({ column: mapping, sample, shape }))] : ofRecord
}

function holdsGarbage({ name }: ColumnMapping, sample: OpenReject[], shape: RecordShape): boolean {
  const index = shape.names.indexOf(name)
  return sample.some(({ text }) => readRecord(text, shape).cells?.[index]?.text?.includes('\uFFFD'))
}

/** Only the table knows what it makes of a value that it alone refused. */
const BY_TABLE = new Set<RejectReason>(['foreign_key', 'check', 'refused_by_table', 'unique', 'exclusion'])

/**
 * Shares of the sample: those that are then fit, as a preview counts them, and those for which this reason is done with, though
 * another one may be left. Null where only the table knows.
 */
function sharesMended(
  repair: Repair,
  { code, column }: Pick<Verdict, 'code' | 'column'>,
  { sample, shape, columns, trial }: { sample: OpenReject[]; shape: RecordShape; columns: ColumnMapping[]; trial: Trial },
): { fit: number; eased: number } | null {
  const repairer = repairerOf(repair, shape, columns)
  if (!repairer) return { fit: 0, eased: 0 }
  if (BY_TABLE.has(code)) return null
  const verdicts = trial(sample.map((reject) => ({ ...reject, text: repairer(reject.text) ?? reject.text })))
  const share = (passes: (verdict: Verdict | null) => boolean) => verdicts.filter(passes).length / sample.length
  return {
    fit: share((verdict) => verdict === null),
    eased: share((verdict) => verdict === null || (column === null ? verdict.code !== code : verdict.column !== column)),
  }
}
