import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { detectFile } from '#engine/detect.ts'
import { FileFault } from '#engine/file-fault.ts'
import { parquet as reader } from '#engine/formats/parquet.ts'
import { fileFormat } from '#jobs/settings.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-parquet-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function put(bytes: Uint8Array): Promise<string> {
  const path = join(dir, 'file')
  await writeFile(path, bytes)
  return path
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of reader.toText?.(await put(bytes), fileFormat.parse({ kind: 'parquet' })) ?? []) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const faultOf = (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    (error) => (error instanceof FileFault ? error.code : error),
  )

/** A file of one column, whose type is written as the format's own schema says it. */
type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number]
const oneColumn = (element: Omit<Element, 'name'>, data: unknown[], codec?: 'SNAPPY' | 'UNCOMPRESSED' | 'GZIP') =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [{ name: 'c', data: data as never }],
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'c', repetition_type: 'OPTIONAL', ...element },
      ],
      ...(codec && { codec }),
    } as Parameters<typeof parquetWriteBuffer>[0]),
  )

describe('values are exact', () => {
  test.each<[string, Omit<Element, 'name'>, unknown[], string[]]>([
    [
      'whole numbers of 64 bits',
      { type: 'INT64' },
      [9007199254740993n, -9223372036854775808n, null],
      ['9007199254740993', '-9223372036854775808', ''],
    ],
    ['without sign', { type: 'INT64', converted_type: 'UINT_64' }, [18446744073709551615n], ['18446744073709551615']],
    ['of 32 bits without sign', { type: 'INT32', converted_type: 'UINT_32' }, [4294967295, 7], ['4294967295', '7']],
    [
      'days',
      { type: 'INT32', converted_type: 'DATE' },
      [new Date('2024-02-29'), new Date('1582-10-15'), new Date('-000043-03-15')],
      ['"2024-02-29"', '"1582-10-15"', '"0044-03-15 BC"'],
    ],
    [
      'microseconds in UTC',
      { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
      [1709211045123456n, -1n],
      ['"2024-02-29 12:50:45.123456+00"', '"1969-12-31 23:59:59.999999+00"'],
    ],
    [
      'milliseconds of no zone',
      { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' } },
      [1709211045120n],
      ['"2024-02-29 12:50:45.12"'],
    ],
    [
      'double precision',
      { type: 'DOUBLE' },
      [0.1, 1e21, 1.5e-7, Number.NaN, -0, Number.NEGATIVE_INFINITY],
      ['0.1', '1000000000000000000000', '0.00000015', 'NaN', '-0', '-Infinity'],
    ],
    [
      'single precision',
      { type: 'FLOAT' },
      [0.1, 16777216, 3.4028234663852886e38],
      ['0.1', '16777216', '340282350000000000000000000000000000000'],
    ],
    ['truth values', { type: 'BOOLEAN' }, [true, null, false], ['true', '', 'false']],
    ['texts', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, ['é "x"\n', '', null, '\\N'], ['"é \\"x\\"\\n"', '""', '', '"\\\\N"']],
    ['bytes', { type: 'BYTE_ARRAY' }, [Uint8Array.of(0, 255, 97)], ['"\\\\x00ff61"']],
    ['JSON', { type: 'BYTE_ARRAY', converted_type: 'JSON' }, [{ a: [1] }], ['{"a":[1]}']],
  ])('%s', async (_, element, data, expected) => {
    expect(await textOf(oneColumn(element, data))).toBe(expected.map((text) => (text === '' ? '\n' : `[${text}]\n`)).join(''))
  })

  test('decimals, in every form that they have', async () => {
    // The writer rounds decimals itself, so they are written as what they are made of, and named afterwards.
    const { toJsonOf } = await import('#engine/formats/parquet-values.ts')
    const decimal = (element: object, value: unknown) =>
      toJsonOf({ children: [], count: 1, path: ['c'], element: { name: 'c', converted_type: 'DECIMAL', ...element } as never })(value)
    expect(decimal({ type: 'INT32', scale: 2 }, -5)).toBe('-0.05')
    expect(decimal({ type: 'INT64', scale: 4 }, 12345678901234567n)).toBe('1234567890123.4567')
    expect(decimal({ type: 'FIXED_LEN_BYTE_ARRAY', scale: 10 }, Buffer.from('0123456789abcdef0123456789abcdef', 'hex'))).toBe(
      '151236607520417092904958235.4406559215',
    )
    expect(decimal({ type: 'BYTE_ARRAY', scale: 1 }, Buffer.from('ff85', 'hex'))).toBe('-12.3')
    expect(decimal({ type: 'INT32', scale: 0 }, 7)).toBe('7')
    expect(await textOf(oneColumn({ type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 2 }, [1.15, -0.07]))).toBe(
      '[1.15]\n[-0.07]\n',
    )
  })
})

test('lists, maps and objects become JSON, exact as well', async () => {
  const schema = [
    { name: 'root', num_children: 2 },
    { name: 'prices', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 },
    { name: 'where', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'city', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    { name: 'since', repetition_type: 'OPTIONAL', type: 'INT32', converted_type: 'DATE' },
  ]
  const columnData = [
    { name: 'prices', data: [[1.5, null, 1234567.89], [], null] },
    { name: 'where', data: [{ city: 'Lyon', since: new Date('2024-02-29') }, { city: null, since: null }, null] },
  ]
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, schema } as Parameters<typeof parquetWriteBuffer>[0]))
  expect(await textOf(bytes)).toBe('[[1.50,null,1234567.89],{"city":"Lyon","since":"2024-02-29"}]\n[[],{"city":null,"since":null}]\n\n')
})

/** A block of LZ4 that is one run of bytes as they are. */
function asOneRun(bytes: Uint8Array): Uint8Array {
  const more = bytes.length - 15
  const length = more < 0 ? [] : [...Array.from({ length: Math.floor(more / 255) }, () => 255), more % 255]
  return Uint8Array.from([Math.min(bytes.length, 15) << 4, ...length, ...bytes])
}

test('row groups, dictionaries, compression and nested columns', async () => {
  const ids = Array.from({ length: 5000 }, (_, index) => index)
  for (const codec of ['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'ZSTD', 'BROTLI', 'LZ4_RAW'] as const) {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'id', data: ids, type: 'INT32' },
          { name: 'city', data: ids.map((id) => ['Lyon', 'Forlì', null][id % 3] as string), type: 'STRING' },
          { name: 'tags', data: ids.map((id) => (id % 2 === 0 ? { a: id } : [id, null])), type: 'JSON' },
        ],
        rowGroupSize: [1000, 1500],
        codec,
        compressors: { GZIP: gzipSync, ZSTD: zstdCompressSync, BROTLI: brotliCompressSync, LZ4_RAW: asOneRun },
      } as Parameters<typeof parquetWriteBuffer>[0]),
    )
    const lines = (await textOf(bytes)).split('\n')
    expect(lines).toHaveLength(5001)
    for (const id of [0, 1, 2, 999, 1000, 2499, 2500, 4999])
      expect(lines[id]).toBe(
        `[${id},${JSON.stringify(['Lyon', 'Forlì', null][id % 3])},${JSON.stringify(id % 2 === 0 ? { a: id } : [id, null])}]`,
      )
  }
})

test('detection tells the declared types, with the first records', async () => {
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: [1n, 2n], type: 'INT64' },
        { name: 'when', data: [new Date('2024-02-29T10:00:00Z'), null], type: 'TIMESTAMP' },
        { name: 'mail', data: ['a@example.com', 'b@example.com'], type: 'STRING' },
        { name: 'nothing', data: [null, null], type: 'DOUBLE', nullable: true },
        { name: 'flag', data: [true, false], type: 'BOOLEAN' },
      ],
    } as Parameters<typeof parquetWriteBuffer>[0]),
  )
  expect(await detectFile(await put(bytes))).toMatchObject({
    ok: true,
    detection: {
      format: { kind: 'parquet', packing: 'none', header: 0 },
      columns: [
        { name: 'id', looks: 'whole_number' },
        { name: 'when', looks: 'date_time', dateOrder: 'ymd' },
        { name: 'mail', looks: 'email' },
        { name: 'nothing', looks: 'decimal' },
        { name: 'flag', looks: 'boolean' },
      ],
      sample: [
        ['1', '2024-02-29 10:00:00+00', 'a@example.com', null, 'true'],
        ['2', null, 'b@example.com', null, 'false'],
      ],
    },
  })
})

describe('what is no whole file', () => {
  const whole = () =>
    oneColumn(
      { type: 'INT64' },
      Array.from({ length: 3000 }, (_, index) => BigInt(index * 7919)),
      'UNCOMPRESSED',
    )
  test('cut short, at any place', async () => {
    const bytes = whole()
    for (const length of [4, 12, 100, Math.floor(bytes.length / 2), bytes.length - 4, bytes.length - 1])
      expect(await faultOf(textOf(bytes.subarray(0, length)))).toBe('file_damaged')
    expect(await detectFile(await put(bytes.subarray(0, 5000)))).toEqual({ ok: false, failure: { code: 'file_damaged' } })
  })

  test('a hole in its midst, and an end that is made up', async () => {
    const bytes = whole()
    const end = Buffer.from(bytes.subarray(bytes.length - 500))
    expect(await faultOf(textOf(Buffer.concat([bytes.subarray(0, 1000), end])))).toBe('file_damaged')
    const zeros = Buffer.from(bytes).fill(0, 4, 60)
    expect(await faultOf(textOf(zeros))).toBe('file_damaged')
    const huge = Buffer.from(bytes)
    huge.writeUInt32LE(0x7fffffff, huge.length - 8)
    expect(await faultOf(textOf(huge))).toBe('file_damaged')
  })
})
