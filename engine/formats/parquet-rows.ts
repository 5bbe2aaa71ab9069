import type { AsyncBuffer, ColumnMetaData, RowGroup, SchemaTree } from 'hyparquet'
import { parquetHeader, readPage } from 'hyparquet/src/column.js'
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { FileFault } from '#engine/file-fault.ts'
import { COMPRESSORS, checkedLength, PARSERS, type ParquetColumn, type ParquetFile, readColumn } from '#engine/formats/parquet-file.ts'

/** Values that are in memory at the same time: a page of each column, or all of a nested one in a row group. */
const MOST_VALUES = 32 * 1024 * 1024
/** Rows that become text at a time. */
const BATCH = 8192

/** The rows as lines, row group by row group; of each column one page is in memory. */
export async function* parquetLines(file: ParquetFile): AsyncGenerator<Buffer> {
  let groupStart = 0
  for (const group of file.metadata.row_groups) {
    const rows = Number(group.num_rows)
    const cursors: Cursor[] = []
    let values = 0
    for (const column of file.columns) {
      const { take, atOnce } = await openColumn(file, group, column, groupStart, rows)
      cursors.push(take)
      values += atOnce
      if (values > MOST_VALUES) throw new FileFault('archive_too_large', { detail: `pages of ${values} values and more` })
    }
    for (let from = 0; from < rows; from += BATCH) {
      const count = Math.min(BATCH, rows - from)
      const cells: string[][] = []
      for (const take of cursors) cells.push(await take(count))
      yield Buffer.from(linesOf(cells, count))
    }
    groupStart += rows
  }
}

function linesOf(cells: string[][], rows: number): string {
  let lines = ''
  for (let row = 0; row < rows; row += 1) {
    let line = ''
    let some = false
    for (let i = 0; i < cells.length; i += 1) {
      const text = (cells[i] as string[])[row] as string
      some ||= text !== 'null'
      line += i === 0 ? text : `,${text}`
    }
    lines += some ? `[${line}]\n` : '\n'
  }
  return lines
}

/** Takes the column's next values, as JSON. */
type Cursor = (count: number) => Promise<string[]>

type Opened = { take: Cursor; atOnce: number }

async function openColumn(file: ParquetFile, group: RowGroup, column: ParquetColumn, groupStart: number, rows: number): Promise<Opened> {
  const chunks = group.columns.flatMap(({ meta_data }) => (meta_data?.path_in_schema[0] === column.name ? [meta_data] : []))
  const pages: Page[][] = []
  for (const chunk of chunks) pages.push(await findPages(file.source, chunk, rows))
  const { element, children } = column.node
  const [chunk, flatPages] = [chunks[0], pages[0]]
  if (!chunk || !flatPages) throw new FileFault('file_damaged', { detail: `no values of ${column.name}` })
  if (children.length === 0 && element.repetition_type !== 'REPEATED')
    return { take: flatCursor(file, chunk, flatPages, column), atOnce: Math.max(...flatPages.map(({ values }) => values)) }
  const atOnce = pages.flat().reduce((sum, { values }) => sum + values, 0)
  if (atOnce > MOST_VALUES) throw new FileFault('archive_too_large', { detail: `${atOnce} values of ${column.name} in a row group` })
  // Lists go on from page to page, so the library puts the whole group's together.
  const values = await readColumn(file.source, file.metadata, column.name, groupStart, groupStart + rows)
  let at = 0
  const take: Cursor = async (count) => {
    const taken = values.slice(at, at + count).map((value) => column.toJson(value))
    at += count
    return taken
  }
  return { take, atOnce }
}

/** Where a page lies, its header included, and how many values it has. */
type Page = { from: number; to: number; values: number }

/**
 * Walks over the headers of all pages of a column: what they say must come to the group's rows, so that neither a damaged nor
 * a made-up file leads to rows that are none.
 */
async function findPages(source: AsyncBuffer, column: ColumnMetaData, rows: number): Promise<Page[]> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset)
  const bytes = await source.slice(start, start + Number(column.total_compressed_size))
  const reader = { view: new DataView(bytes), offset: 0 }
  const pages: Page[] = []
  let values = 0
  while (reader.offset < bytes.byteLength - 1) {
    const from = start + reader.offset
    const header = parquetHeader(reader)
    const own = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0
    const any = header.dictionary_page_header?.num_values ?? own
    const size = header.compressed_page_size
    if (!(size >= 0 && reader.offset + size <= bytes.byteLength && any >= 0 && any <= MOST_VALUES))
      throw new FileFault('file_damaged', { detail: `a page of ${size} bytes and ${any} values` })
    checkedLength(header.uncompressed_page_size)
    values += own
    reader.offset += size
    if (header.type !== 'INDEX_PAGE') pages.push({ from, to: start + reader.offset, values: any })
  }
  const nested = column.path_in_schema.length > 1
  if (nested ? values < rows : values !== rows)
    throw new FileFault('file_damaged', { detail: `${values} values of ${column.path_in_schema.join('.')} in ${rows} rows` })
  return pages
}

function flatCursor({ source, root }: ParquetFile, chunk: ColumnMetaData, pages: Page[], { name, toJson }: ParquetColumn): Cursor {
  const node = root.children.find(({ element }) => element.name === name) as SchemaTree
  const decoder = {
    pathInSchema: node.path,
    element: node.element,
    schemaPath: [root, node],
    type: chunk.type,
    codec: chunk.codec,
    compressors: COMPRESSORS,
    utf8: false,
    parsers: { ...DEFAULT_PARSERS, ...PARSERS },
  }
  const left = [...pages]
  /** As JSON already: each value is written once, however often it comes. */
  let dictionary: string[] | undefined
  let page: ArrayLike<unknown> = []
  let write = toJson
  let at = 0

  async function nextPage(): Promise<void> {
    const next = left.shift()
    if (!next) throw new FileFault('file_damaged', { detail: `too few values of ${name}` })
    const reader = { view: new DataView(await source.slice(next.from, next.to)), offset: 0 }
    const header = parquetHeader(reader)
    const { data = [] } = readPage(reader, header, decoder, dictionary, undefined, 0)
    if (header.type === 'DICTIONARY_PAGE') {
      dictionary = Array.from(convert(data, decoder) as unknown[], toJson)
      return nextPage()
    }
    const { num_values, encoding } = header.data_page_header ?? header.data_page_header_v2 ?? {}
    if (data.length !== num_values) throw new FileFault('file_damaged', { detail: `${data.length} values in a page of ${num_values}` })
    write = dictionary !== undefined && encoding?.endsWith('_DICTIONARY') ? asItIs : toJson
    page = data
    at = 0
  }

  return async (count) => {
    const taken: string[] = []
    while (taken.length < count) {
      if (at === page.length) await nextPage()
      for (const end = Math.min(page.length, at + count - taken.length); at < end; at += 1) taken.push(write(page[at]))
    }
    return taken
  }
}

const asItIs = (text: unknown) => (text as string | null) ?? 'null'
