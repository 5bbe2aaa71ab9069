import { gzipSync } from 'node:zlib'
import type { RejectReason } from '#jobs/reject.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import type { FileFormat, ImportDraftSettings } from '#jobs/settings.ts'
import { type Random, randomFrom } from '#torture/random.ts'
import { type RandomTable, randomTable, slowSql, tableSql } from '#torture/random-table.ts'
import { badValue, goodValue, type Writing } from '#torture/random-value.ts'
import { SCOPE } from '#torture/scope.ts'

/** One import to be tortured: everything about it follows from seed and number. */
export type RandomImport = {
  number: number
  table: RandomTable
  /** Statements that make the table and what stands in it beforehand. */
  setup: string[]
  /** Statements that slow it down; only where it is disturbed. */
  slow: string[]
  file: Buffer
  records: number
  /** Without the file. */
  settings: ImportDraftSettings
  /** What is to become of each record that is no row: record → reason; null where that is for the undisturbed run to say. */
  fates: Map<number, RejectReason | 'empty'> | null
  /** What is done to its rejects before they are tried again, once it has finished; each is a round of its own. */
  retries: Repair[]
  /** A person may cancel it. */
  mayCancel: boolean
  /** Its table lies on the small disk that fills up. */
  onSmallDisk: boolean
}

/** Rows that stand in the table before: negative numbers, and codes of which some records of the file have the same. */
const BEFORE = 50

/** @param largest records, at most */
export function randomImport(seed: string | number, number: number, { largest = 60_000 } = {}): RandomImport {
  const random = randomFrom(`${seed}/import ${number}`)
  const table = randomTable(random, `t${number}`)
  const writing: Writing = { decimalSign: random.pick(['.', ',']), dateOrder: random.pick(['ymd', 'dmy', 'mdy']) }
  const detected = random.chance(0.15)
  const format: Written = {
    encoding: random.pick(SCOPE.encodings),
    separator: random.pick(detected ? SCOPE.separators.filter((sign) => sign.length === 1) : SCOPE.separators),
    quote: detected ? '"' : random.pick(SCOPE.quotes),
    escape: detected ? 'doubled' : random.pick(SCOPE.escapes),
    packing: random.pick(SCOPE.packings),
  }
  const sizes = [
    [0, 300],
    [1000, 5000],
    [1000, 5000],
    [1000, 5000],
    [5000, 20_000],
    [5000, 20_000],
    [20_000, 60_000],
  ] as const
  const commit = random.pick(SCOPE.commits)
  // What is committed at the end only must get there between two strikes.
  const whole = commit === 'all_or_nothing'
  // Long values make several chunks of a few records.
  const wide = !whole && random.chance(0.15)
  const records = Math.min(largest, whole ? 8000 : wide ? 10_000 : largest, random.int(...random.pick<readonly [number, number]>(sizes)))
  const operation = detected ? 'insert' : random.pick(SCOPE.operations)
  const keyed = operation !== 'insert' || (!detected && random.chance(0.2))
  const columns = columnsOf(table, wide)
  const { text, fates } = writeRecords(random.branch('records'), table, columns, { records, writing, format, keyed, wide })
  /** Of work for the table. */
  const seconds = random.pick(whole ? [0.3, 0.6, 1] : [0.5, 1, 2, 4, 8])
  const lenient = !detected && random.chance(0.2)
  const mapped = columns.map((name) => ({
    name,
    target: name,
    ...writing,
    ...(lenient && random.chance(0.5) ? { onError: 'empty' as const } : {}),
  }))
  const settings: ImportDraftSettings = {
    ...(detected ? {} : { format, columns: mapped }),
    ...(commit === 'as_it_goes' ? {} : { commit }),
    ...(keyed ? { operation, key: ['code'], doubles: random.pick(SCOPE.doubles) } : {}),
    ...(keyed && (operation === 'insert' || operation === 'upsert') ? { duplicates: random.pick(SCOPE.duplicates) } : {}),
  }
  const mayCancel = random.chance(0.15)
  const onSmallDisk = random.chance(0.3)
  return {
    number,
    table,
    setup: [...tableSql(table), ...before(table), ...(keyed ? known(table, records) : [])],
    slow: records > 1000 ? slowSql(table.name, Math.min(0.4, (seconds * 1000) / records)) : [],
    file: pack(encode(text, format.encoding, random.chance(0.3)), format.packing),
    records,
    settings,
    fates: detected || keyed || lenient ? null : fates,
    // Of a cancelled one the account knows the checkpoint of the file alone.
    retries: mayCancel ? [] : randomRepairs(random.branch('retries'), table, writing),
    mayCancel,
    onSmallDisk,
  }
}

/** Some mend the faults that there are, some make others. */
function randomRepairs(random: Random, table: RandomTable, writing: Writing): Repair[] {
  if (random.chance(0.4)) return []
  const repairs: Repair[] = [
    { kind: 'drop_surplus' },
    { kind: 'fill_missing' },
    ...table.columns.flatMap(({ name, type }): Repair[] => [
      { kind: 'clear', column: name },
      { kind: 'set', column: name, value: goodValue(random, type, writing) },
    ]),
    ...(table.place === null ? [] : [{ kind: 'set' as const, column: 'place', value: 'place 1' }]),
    ...(table.check ? [{ kind: 'set' as const, column: 'amount', value: '5' }] : []),
    ...(table.exclusion ? [{ kind: 'clear' as const, column: 'span' }] : []),
    ...(table.trigger ? [{ kind: 'set' as const, column: 'note', value: 'fine' }] : []),
    // Where two of them may have the same code: which of them then got in nobody promises.
    ...(table.unique === null ? [{ kind: 'replace' as const, column: 'code', find: '\uFFFD', replace: 'x' }] : []),
  ]
  return Array.from({ length: random.int(1, 2) }, () => random.pick(repairs))
}

type Written = Pick<FileFormat, 'encoding' | 'separator' | 'quote' | 'escape' | 'packing'>

/** The columns of the file, in an order of its own. */
function columnsOf(table: RandomTable, wide: boolean): string[] {
  return [
    ...(table.place === null ? [] : ['place']),
    'n',
    ...table.columns.map(({ name }) => name),
    'code',
    ...(table.check ? ['amount'] : []),
    ...(table.exclusion ? ['span'] : []),
    ...(table.trigger ? ['note'] : []),
    ...(wide ? ['pad'] : []),
  ]
}

/** Rows that are there before, so that unique and exclusion constraints have something to refuse by. */
function before({ name, columns, exclusion }: RandomTable): string[] {
  const values = columns.map(({ type, nullable }) => (nullable ? 'null' : `${FIRST[type]}`))
  const names = ['n', 'code', ...columns.map((column) => column.name), ...(exclusion ? ['span'] : [])]
  const row = ['-i', `'there ' || i`, ...values, ...(exclusion ? [`int4range(-10 * i, -10 * i + 5)`] : [])]
  return [`insert into ${name} (${names.join(', ')}) select ${row.join(', ')} from generate_series(1, ${BEFORE}) i`]
}

/** Rows whose keys every other record of the file has; where no constraint forbids it, some of them twice. */
function known({ name, columns, unique }: RandomTable, records: number): string[] {
  const values = columns.map(({ type, nullable }) => (nullable ? 'null' : FIRST[type]))
  const names = ['n', 'code', ...columns.map((column) => column.name)].join(', ')
  const insert = (last: number, step: number, offset: number) =>
    `insert into ${name} (${names}) select ${[`-${offset} - i`, `'code ' || ${step} * i`, ...values].join(', ')} from generate_series(1, ${last}) i`
  return [insert(Math.floor(records / 2), 2, 1000), ...(unique === null ? [insert(Math.floor(records / 40), 40, 1_000_000)] : [])]
}

const FIRST: Record<RandomTable['columns'][number]['type'], string> = {
  text: `'there'`,
  'character varying(12)': `'there'`,
  integer: '1',
  bigint: '1',
  'numeric(10,2)': '1',
  'double precision': '1',
  date: `date '2000-01-01'`,
  timestamp: `timestamp '2000-01-01 00:00:00'`,
  boolean: 'true',
  uuid: `'00000000-0000-4000-8000-000000000000'::uuid`,
}

type Options = { records: number; writing: Writing; format: Written; keyed: boolean; wide: boolean }

function writeRecords(random: Random, table: RandomTable, columns: string[], { records, writing, format, keyed, wide }: Options) {
  const { separator, encoding, quote } = format
  const backslash = format.escape === 'backslash'
  const fates = new Map<number, RejectReason | 'empty'>()
  const share = random.pick([0, 0.001, 0.01, 0.05, records < 3000 ? 0.3 : 0.02])
  const lineEnds = random.pick(SCOPE.lineEnds)
  const lineEnd = () => (lineEnds === 'mixed' ? random.pick(['\n', '\r\n']) : lineEnds)
  const often = random.chance(0.2)
  const field = (given: string) => {
    // This encoding has no typographic apostrophe; the plain one may be the quote sign.
    const value = encoding === 'iso-8859-15' ? given.replaceAll('’', "'") : given
    const must = /[\r\n]/.test(value) || value.includes(separator) || value.includes(quote) || (backslash && value.includes('\\'))
    if (!must && !(often && value !== '' && random.chance(0.3))) return value
    const escaped = backslash ? value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : value.replaceAll(quote, quote + quote)
    return quote + escaped + quote
  }
  const faults = faultsOf(table, columns, encoding, quote)
  const parts = [columns.join(separator), lineEnd()]
  const good = (n: number): Record<string, string> => ({
    n: String(n),
    // With a key, some records of the file have that of an earlier one.
    code: `code ${keyed && random.chance(0.1) ? random.int(1, n) : n}`,
    place: `place ${random.int(1, 20)}`,
    amount: String(random.int(0, 1000)),
    span: `[${10 * n},${10 * n + 5})`,
    note: random.chance(0.1) ? '' : 'fine',
  })
  for (let n = 1; n <= records; n += 1) {
    const values = good(n)
    if (wide) values.pad = String(n).padEnd(random.int(500, 2000), ' lorem ipsum')
    for (const { name, type, nullable } of table.columns)
      values[name] = nullable && random.chance(0.2) ? '' : goodValue(random, type, writing)
    let line: string | undefined
    if (random.chance(share)) {
      const fault = random.pick(faults)
      const [fate, written] = fault(random, values, writing)
      fates.set(n, fate)
      line = written?.(columns.map((name) => field(values[name] ?? '')).join(separator), separator)
    }
    parts.push(line ?? columns.map((name) => field(values[name] ?? '')).join(separator))
    if (n < records || random.chance(0.8) || line === '') parts.push(lineEnd())
  }
  return { text: parts.join(''), fates }
}

/** Spoils a record: changes its values, or says how its line is written instead. */
type Fault = (
  random: Random,
  values: Record<string, string>,
  writing: Writing,
) => [RejectReason | 'empty', ((line: string, separator: string) => string)?]

function faultsOf(table: RandomTable, columns: string[], encoding: string, quote: string): Fault[] {
  const set = (name: string, value: string, fate: RejectReason): Fault => {
    return (_, values) => {
      values[name] = value
      return [fate]
    }
  }
  return [
    () => ['empty', () => ''],
    () => ['empty', (_, separator) => separator.repeat(columns.length - 1)],
    () => ['too_many_fields', (line, separator) => `${line}${separator}more`],
    () => ['too_few_fields', () => 'alone'],
    () => ['broken_quote', (_, separator) => `${quote}x${quote}y${separator.repeat(columns.length - 1)}`],
    set('n', 'x', 'not_a_whole_number'),
    set('n', '', 'required'),
    ...(encoding === 'utf-8' ? [set('code', INVALID, 'invalid_characters')] : []),
    ...table.columns.flatMap(({ name, type, nullable }): Fault[] => [
      ...(nullable ? [] : [set(name, '', 'required')]),
      (random, values, writing) => {
        const bad = badValue(random, type, writing)
        if (!bad) {
          values.n = ''
          return ['required']
        }
        values[name] = bad[0]
        return [bad[1]]
      },
    ]),
    ...(table.unique !== null
      ? [
          (random: Random, values: Record<string, string>): ReturnType<Fault> => {
            values.code = `there ${random.int(1, BEFORE)}`
            return ['unique']
          },
        ]
      : []),
    ...(table.place === null ? [] : [set('place', 'nowhere', 'foreign_key')]),
    ...(table.check ? [set('amount', '-1', 'check')] : []),
    ...(table.exclusion ? [set('span', '[-12,-8)', 'exclusion')] : []),
    ...(table.trigger ? [set('note', 'refuse', 'refused_by_table')] : []),
  ]
}

/** Stands for a byte that is no UTF-8, until the text is encoded. */
const INVALID = '\uE000'

const pack = (bytes: Buffer, packing: Written['packing']): Buffer => (packing === 'gzip' ? gzipSync(bytes) : bytes)

function encode(text: string, encoding: string, mark: boolean): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  // Both have the euro sign where Latin-1 has another, and Windows has the typographic apostrophe besides.
  if (encoding === 'windows-1252') return Buffer.from(text.replaceAll('€', '\x80').replaceAll('’', '\x92'), 'latin1')
  if (encoding === 'iso-8859-15') return Buffer.from(text.replaceAll('€', '\xA4'), 'latin1')
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text)
  // U+E000 is EE 80 80: without its last bytes it is no character any more.
  for (let at = bytes.indexOf('\uE000'); at >= 0; at = bytes.indexOf('\uE000', at)) {
    bytes[at + 1] = 0x41
    bytes[at + 2] = 0x42
  }
  return bytes
}
