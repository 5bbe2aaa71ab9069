import type { Db } from '#db/client.ts'
import type { Job, Reject } from '#db/schema.ts'
import { defused, rejectColumn } from '#engine/formats/reject-columns.ts'
import { MOST_CHARACTERS, writeXlsx, type XlsxCell } from '#engine/formats/xlsx-writer.ts'
import type { Cell } from '#engine/reader.ts'
import { type RecordShape, readRecord } from '#engine/record-cells.ts'
import { shapeOf } from '#engine/reject-details.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { EXPORT_SEPARATORS, importDraft } from '#jobs/settings.ts'

/** What a file of rejects says in its reader's language. */
export type RejectFileWords = {
  line: string
  reason: string
  /** Name of the column with the record as it stands in the file, where it cannot be cut. */
  original: string
  /** Name of a workbook's sheet. */
  sheet: string
  say: (code: RejectReason, params: Record<string, string | number>) => string
}

/** Rejects read at a time: what a download holds in memory. */
const BATCH = 1000
/** By which Excel knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The selected rejects as a file that can be imported again as it is, by engine/formats/reject-columns.ts: the columns of the
 * file they come from in its order and with its separator, then line and reason.
 */
export async function* rejectsAsCsv(db: Db, job: RejectsJob, selection: RejectSelection, words: RejectFileWords): AsyncGenerator<Buffer> {
  const { names, separator, header, rowOf } = fileOf(job, words)
  const quoted = (text: string, always = false) =>
    always || text.includes(separator) || MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  // The empty text is one in quotes, and so is what would be taken for no value.
  const field = ({ text }: Cell) => (text === null ? '' : quoted(defused(text), text === '' || text === '\\N'))
  const line = (fields: string[]) => `${fields.join(separator)}\r\n`
  const nothing = names.map(() => '')
  yield Buffer.from(BYTE_ORDER_MARK + line(header.map((name) => quoted(defused(name)))))
  for await (const batch of batches(db, job, selection)) {
    const lines = batch.map((reject) => {
      const { cells, reason, original } = rowOf(reject)
      return line([...(cells?.map(field) ?? nothing), String(reject.line), quoted(defused(reason)), quoted(defused(original ?? ''))])
    })
    yield Buffer.from(lines.join(''))
  }
}

/** Other programs' separators are quoted too: whoever opens the file with one must not find cells that were never there. */
const MUST_BE_QUOTED = /[",;|\t\r\n']|^\s|\s$/

/** The same as a workbook. Texts are cells of text, whole numbers that are written as such are numbers. */
export function rejectsAsXlsx(db: Db, job: RejectsJob, selection: RejectSelection, words: RejectFileWords): AsyncGenerator<Buffer> {
  const { names, header, rowOf } = fileOf(job, words)
  const nothing = names.map(() => null)
  async function* rows(): AsyncGenerator<XlsxCell[]> {
    for await (const batch of batches(db, job, selection))
      for (const reject of batch) {
        const { cells, reason, original } = rowOf(reject)
        // What is longer than a cell can be is cut, and then not taken for the record.
        const fits = cells?.every(({ text }) => text === null || text.length <= MOST_CHARACTERS)
        const text = fits ? null : (original ?? reject.repaired ?? reject.raw).slice(0, MOST_CHARACTERS)
        yield [...(fits && cells ? cells.map(xlsxCell) : nothing), reject.line, reason.slice(0, MOST_CHARACTERS), text]
      }
  }
  return writeXlsx(words.sheet, header, rows())
}

/** A number only where it is read again as it was written. */
const xlsxCell = ({ text }: Cell): XlsxCell => (text !== null && /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text)

async function* batches(db: Db, { id }: RejectsJob, selection: RejectSelection): AsyncGenerator<Reject[]> {
  for (let after = 0; ; ) {
    const batch = await readRejects(db, id, selection, after, BATCH)
    const last = batch.at(-1)
    if (!last) return
    yield batch
    after = last.record
  }
}

type RejectsJob = Pick<Job, 'id' | 'settings'>
/** The cells of a record that can be cut into exactly the file's columns, or else the record as it is. */
type Row = { cells: Cell[] | null; reason: string; original: string | null }

function fileOf(job: RejectsJob, words: RejectFileWords) {
  const shape = shapeOf(job)
  const names = shape?.names ?? []
  const { kind, separator } = shape?.format ?? {}
  const commas = importDraft.parse(job.settings).columns?.map(({ decimalSign }) => decimalSign === ',') ?? []
  const rowOf = ({ raw, repaired, code, params }: Reject): Row => {
    const text = repaired ?? raw
    const cells = shape && wholeCells(text, shape)
    return {
      cells: cells?.map((cell, index) => (commas[index] ? withComma(cell) : cell)) ?? null,
      reason: words.say(code as RejectReason, params),
      original: cells ? null : text,
    }
  }
  return {
    names,
    separator: EXPORT_SEPARATORS.find((one) => kind === 'delimited' && one === separator) ?? ';',
    header: [...names, ...[words.line, words.reason, words.original].map(rejectColumn)],
    rowOf,
  }
}

function wholeCells(text: string, shape: RecordShape): Cell[] | null {
  const { cells, refusal, whole } = readRecord(text, shape)
  return whole && !refusal && cells?.length === shape.names.length ? cells : null
}

/** A number of JSON or a workbook has a decimal point; a text has what is usual in the column. */
const withComma = (cell: Cell): Cell =>
  cell.kind === 'bare' && cell.text !== null && /^-?\d+\.\d+$/.test(cell.text) ? { ...cell, text: cell.text.replace('.', ',') } : cell
