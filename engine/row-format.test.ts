import fc from 'fast-check'
import type postgres from 'postgres'
import { afterAll, describe, expect } from 'vitest'
import { checkTypes } from '#engine/check-types.ts'
import { columnsOf, rowFormatOf } from '#engine/columns.ts'
import { convertChunk, newConverted } from '#engine/convert.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { isRefusal, TypeChanged } from '#engine/problem.ts'
import { BINARY, type RowFormat, TEXT } from '#engine/row-format.ts'
import { copyIn } from '#engine/session.ts'
import { DATE_ORDERS, type DateOrder, DECIMAL_SIGNS, type DecimalSign, fileFormat } from '#jobs/settings.ts'
import { describeTable } from '#jobs/target-tables.ts'
import { test } from '#test/database.ts'

const CUTTER = delimited.cutter(fileFormat.parse({ separator: ';' }), [])

type Habits = { decimalSign: DecimalSign; dateOrder: DateOrder }
const habits = fc.record({ decimalSign: fc.constantFrom(...DECIMAL_SIGNS), dateOrder: fc.constantFrom(...DATE_ORDERS) })

const column = (type: string, isEnum: boolean, { decimalSign, dateOrder }: Habits) =>
  columnsOf(
    [{ name: 'v', target: 'v', decimalSign, dateOrder }],
    [{ name: 'v', type, isEnum, required: false, writable: true, nullable: true, key: null }],
  )

/** The row that a value becomes; a string is the reason why it becomes none, `undefined` that it cannot be written so. */
function rowOf(columns: ReturnType<typeof columnsOf>, record: Buffer, format: RowFormat): Buffer | string | undefined {
  const converted = newConverted()
  convertChunk(record, 1, { record: 1, line: 1, byte: 0 }, { columns, width: 1, cutter: CUTTER, doubles: null, format }, converted)
  if (converted.format !== format) return undefined
  return converted.refused.get(0)?.code ?? Buffer.from(converted.output.bytes.subarray(0, converted.output.at))
}

const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: most })
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, otherwise: T) => fc.oneof(arbitrary, fc.constant(otherwise))
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''))

const sign = fc.constantFrom('', '', '-', '+')
const grouped = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.constantFrom('.', ',', ' ', '’', '\u202f'))
  .map(([number, group]) => String(number).replace(/\B(?=(\d{3})+$)/g, group))
const whole = fc.oneof(
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  ...[16n, 32n, 64n].map((bits) => fc.bigInt({ min: 2n ** (bits - 1n) - 2n, max: 2n ** (bits - 1n) + 2n }).map(String)),
  ...[16n, 32n, 64n].map((bits) => fc.bigInt({ min: -(2n ** (bits - 1n)) - 2n, max: 2n - 2n ** (bits - 1n) }).map(String)),
  joined(sign, digits(25), fc.constantFrom('', '', ',', ',00', '.0', 'x')),
  joined(sign, grouped),
)
const decimal = fc.oneof(
  joined(
    sign,
    sometimes(digits(6), ''),
    fc.constantFrom('.', ','),
    sometimes(digits(9), ''),
    sometimes(joined(fc.constantFrom('e', 'E-', 'e+'), digits(3)), ''),
  ),
  joined(sign, digits(60), fc.constantFrom('.', ','), digits(60)),
  joined(sign, fc.constantFrom('0', '0000', '10000', '99999999'), fc.constantFrom('.', ','), fc.constantFrom('0', '0000', '00001', '0001')),
  joined(sign, grouped, fc.constantFrom('', ',5', '.25')),
  joined(sign, digits(500), fc.constantFrom('', 'e10')),
  fc.constantFrom(
    'NaN',
    'nan',
    'Infinity',
    '-infinity',
    '+Infinity',
    'inf',
    '',
    '-',
    '1e',
    'e1',
    '1e400',
    '1e-400',
    '0e-400',
    '1e130000',
    '1e99999999',
  ),
  fc.double().map(String),
  fc.float().map(String),
  // Halfway between two floats, and next to it.
  fc
    .tuple(fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 100), max: 2 ** 100 }), fc.constantFrom('', '1', '0001'))
    .map(([float, more]) => {
      const next = new Float32Array([float])
      const bits = new Int32Array(next.buffer)
      bits[0] = (bits[0] as number) + 1
      return `${((float + (next[0] as number)) / 2).toString()}${more}`
    }),
)

const number = (least: number, most: number, width: number) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(width, '0'))
const dayOf = fc
  .tuple(
    fc.constantFrom('-', '/', '.', ' '),
    fc.constantFrom('dmy', 'mdy', 'ymd'),
    number(0, 32, 2),
    fc.oneof(number(1, 12, 1), number(0, 13, 2)),
    fc.oneof(number(1900, 2100, 4), number(0, 10_000, 4), number(0, 99, 2), number(10_000, 999_999, 5), number(294_270, 294_280, 6)),
  )
  .map(([separator, order, day, month, year]) =>
    [...order].map((letter) => (letter === 'd' ? day : letter === 'm' ? month : year)).join(separator),
  )
const realDay = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const timeOf = fc.oneof(
  joined(number(0, 24, 2), fc.constant(':'), number(0, 60, 2), sometimes(joined(fc.constant(':'), number(0, 60, 2)), '')),
  joined(
    number(0, 23, 1),
    fc.constant(':'),
    number(0, 59, 2),
    fc.constant(':'),
    number(0, 59, 2),
    fc.constantFrom('.', ','),
    fc.oneof(digits(10), fc.constantFrom('999999', '9999995', '9999999', '99999949', '0000005', '5', '1234565', '123456500', '1234575')),
  ),
  fc.constantFrom('24:00', '24:00:00', '24:00:00.1', '23:59:60', '00:00:00'),
)
const offset = fc.oneof(
  fc.constantFrom(
    'Z',
    'z',
    '+00',
    '-00:00',
    '+02',
    '-0330',
    '+5:30',
    '+230',
    '+01:23:45',
    ' +02',
    '+15:59',
    '+16',
    '-15:59:59',
    '+02:60',
    '+2',
    '+020304',
    ' UTC',
    '+',
  ),
  joined(fc.constantFrom('+', '-', ' -'), number(0, 17, 2), fc.constantFrom(':', ''), number(0, 61, 2)),
)
const moment = fc.oneof(
  joined(fc.oneof(dayOf, realDay), fc.constantFrom(' ', 'T', ', ', '  '), timeOf, sometimes(offset, '')),
  joined(realDay, fc.constant(' '), timeOf, sometimes(offset, '')),
  dayOf,
  realDay,
  fc.constantFrom(
    'infinity',
    '-infinity',
    'Infinity',
    '0044-03-15 BC',
    '0044-03-15 10:00:00 BC',
    '4714-11-24 00:00:00 BC',
    'now',
    'today',
    '',
  ),
)

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\\', 'N', 'n', '"', "'", 'é', '😀', '\b', '\v', '\f', '\u0001'), maxLength: 9 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const json = fc.oneof(
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify(value, null, 1)),
  fc.constantFrom('{"a":1,"a":2}', '"\\u0000"', '"\\ud800"', '{', 'nul', '1e400', '[1,2', '{"b" : 1}', '1 2', '-0', '1.50'),
)
const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uuid().map((id) => id.replaceAll('-', '')),
  fc.uuid().map((id) => `{${id}}`),
  fc.uuid().map((id) => `{${id}`),
  fc.uuid().map((id) => `${id}}`),
  fc.uuid().map((id) => `${id.slice(0, -1)}g`),
  fc.uuid().map((id) => id.slice(1)),
)
const word = fc.constantFrom('true', 'FALSE', 't', 'F', '1', '0', 'oui', 'Não', 'SÌ', 'vielleicht', 'yes ', ' nein', 'on', 'of', 'VRAI')

const hex = fc.stringMatching(/^[0-9a-fA-F]{0,12}$/)
const bytea = fc.oneof(
  hex.map((digits) => `\\x${digits}`),
  hex.map((digits) => `\\x${digits} 00`),
  fc.stringMatching(/^[a-z\\0-3]{0,8}$/),
  fc.constantFrom('\\x', '\\x0', '\\x0g', '\\X00', '\\\\', '\\001', '\\x é'),
)

const TYPES: [type: string, values: fc.Arbitrary<string>][] = [
  ['smallint', whole],
  ['integer', whole],
  ['bigint', whole],
  ['numeric', decimal],
  ['numeric(10,2)', decimal],
  ['numeric(4,4)', decimal],
  ['numeric(40,20)', decimal],
  ['numeric(6,-2)', decimal],
  ['real', decimal],
  ['double precision', decimal],
  ['date', moment],
  ['timestamp without time zone', moment],
  ['timestamp(3) without time zone', moment],
  ['timestamp with time zone', moment],
  ['timestamp(0) with time zone', moment],
  ['boolean', word],
  ['uuid', uuid],
  ['text', text],
  ['character varying(4)', text],
  ['character(4)', text],
  ['json', json],
  ['jsonb', json],
  ['bytea', bytea],
  ['time without time zone', timeOf],
  ['time(2) without time zone', timeOf],
  ['mood', fc.constantFrom('glad', 'sad', ' sad', 'Sad', 'très bien', 'x', 'gladder', "o'hara")],
]

describe('a value arrives in binary as it arrives as text, or by neither', () => {
  let own: postgres.Sql
  afterAll(() => own.end())

  test.for(TYPES)('%s', { timeout: 60_000 }, async ([type, values], { connection }) => {
    own ??= connection.single()
    await own.unsafe(`drop type if exists mood cascade; create type mood as enum ('glad', 'sad', 'très bien', 'o''hara')`)
    await own.unsafe(
      `drop table if exists as_text, in_binary; create table as_text (n serial, v ${type}); create table in_binary (like as_text including all)`,
    )
    await own`create sequence in_binary_n`.catch(() => {})
    await own.unsafe(`alter table in_binary alter n set default nextval('in_binary_n')`)

    const take = async (rows: Buffer[], format: RowFormat, table: string) => {
      try {
        await copyIn(own, `copy ${table} (v) from stdin`, Buffer.concat(rows), format)
        return true
      } catch (error) {
        if (!isRefusal(error)) throw error
        return false
      }
    }
    let [encoded, refused] = [0, 0]
    const field = fc
      .tuple(values, fc.boolean(), fc.constantFrom('', '', '', ' ', '\t '), fc.constantFrom('', '', '', ' '))
      .map(([value, quoted, before, after]) => {
        const padded = `${before}${value}${after}`
        return quoted || /[;"\r\n]/.test(padded) ? `"${padded.replaceAll('"', '""')}"` : padded
      })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, habits), { minLength: 40, maxLength: 60 }), async (fields) => {
        await own`truncate as_text, in_binary`
        const rows = fields.flatMap(([value, habit]) => {
          const columns = column(type, type === 'mood', habit)
          expect(rowFormatOf(columns)).toBe(BINARY)
          const record = Buffer.from(`${value}\n`)
          const [asText, inBinary] = [rowOf(columns, record, TEXT), rowOf(columns, record, BINARY)]
          return inBinary === undefined || asText === undefined ? [] : [{ value, asText, inBinary }]
        })
        encoded += rows.length
        const both: { value: string; asText: Buffer; inBinary: Buffer }[] = []
        for (const { value, asText, inBinary } of rows) {
          if (typeof asText !== 'string' && typeof inBinary !== 'string') both.push({ value, asText, inBinary })
          else {
            refused += 1
            // What the binary writer finds out of range may be the server's to find in text.
            if (inBinary === 'out_of_range' && typeof asText !== 'string')
              expect([value, await take([asText], TEXT, 'as_text')]).toEqual([value, false])
            else expect([value, inBinary]).toEqual([value, asText])
          }
        }
        const all =
          (await take(
            both.map(({ asText }) => asText),
            TEXT,
            'as_text',
          )) &&
          (await take(
            both.map(({ inBinary }) => inBinary),
            BINARY,
            'in_binary',
          ))
        if (!all) {
          await own`truncate as_text, in_binary`
          for (const { value, asText, inBinary } of both) {
            const outcome = [await take([asText], TEXT, 'as_text'), await take([inBinary], BINARY, 'in_binary')]
            if (!outcome[0]) refused += 1
            expect([value, ...outcome]).toEqual([value, outcome[0], outcome[0]])
          }
        }
        const differing = await own.unsafe(`
          select a.v::text as as_text, b.v::text as in_binary
          from (select row_number() over (order by n) as n, v from as_text) a full join (select row_number() over (order by n) as n, v from in_binary) b using (n)
          where a.n is null or b.n is null or a.v::text is distinct from b.v::text`)
        expect([...differing]).toEqual([])
      }),
      // What failed is told value by value: nothing to shrink.
      { numRuns: 5, endOnFailure: true },
    )
    // The generators make something of both sorts.
    expect(encoded).toBeGreaterThan(10)
    if (!['text', 'bytea', 'time without time zone', 'time(2) without time zone'].includes(type)) expect(refused).toBeGreaterThan(0)
  })
})

test('what cannot be said in binary makes the import go by text', async ({ connection }) => {
  await connection.sql`create table spans (id int, span interval, labels text[])`
  const table = await describeTable(connection.db, { schema: 'public', name: 'spans' })
  const mapping = (target: string) => [{ name: target, target, decimalSign: ',' as const, dateOrder: 'dmy' as const }]
  expect(['id', 'span', 'labels'].map((name) => rowFormatOf(columnsOf(mapping(name), table?.columns ?? [])))).toEqual([BINARY, TEXT, TEXT])

  const columns = column('date', false, { decimalSign: ',', dateOrder: 'dmy' })
  const options = { columns, width: 1, doubles: null, cutter: CUTTER, format: BINARY }
  const converted = newConverted()
  convertChunk(Buffer.from('1.2.2003\n0044-03-15 BC\n'), 2, { record: 1, line: 1, byte: 0 }, options, converted)
  expect(converted.output.bytes.toString('utf8', 0, converted.output.at)).toBe('2003-02-01\n0044-03-15 BC\n')
  expect([converted.format, options.format]).toEqual([TEXT, TEXT])
})

test('a column that has changed its type since is noticed, whether its bytes make sense or not', async ({ connection }) => {
  const own = connection.single()
  await own`create table retyped (v double precision)`
  const name = { schema: 'public', name: 'retyped' }
  const columns = column('double precision', false, { decimalSign: ',', dateOrder: 'dmy' })
  const row = rowOf(columns, Buffer.from('1,5\n'), BINARY) as Buffer
  await copyIn(own, 'copy retyped (v) from stdin', row, BINARY)
  await checkTypes(own, name, columns)

  await own`alter table retyped alter v type bigint`
  await copyIn(own, 'copy retyped (v) from stdin', row, BINARY)
  await expect(checkTypes(own, name, columns)).rejects.toThrow(TypeChanged)
  await own`alter table retyped alter v type int`.catch(() => own`truncate retyped`)
  await own`alter table retyped alter v type int`
  await expect(copyIn(own, 'copy retyped (v) from stdin', row, BINARY)).rejects.toMatchObject({ column: 'v' })
  await own`alter table retyped alter v type numeric`
  await expect(copyIn(own, 'copy retyped (v) from stdin', row, BINARY)).rejects.toBeInstanceOf(TypeChanged)
  expect([...(await own`select v from retyped`)]).toEqual([])
  await own.end()
})
