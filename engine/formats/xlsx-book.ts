import { posix } from 'node:path'
import { bounded } from '#engine/bounded.ts'
import { FileFault } from '#engine/file-fault.ts'
import { type DateStyle, dateStyleOf } from '#engine/formats/xlsx-dates.ts'
import { readXml, type XmlHandlers } from '#engine/formats/xml.ts'
import type { Archive } from '#engine/formats/zip.ts'

export type Sheet = { name: string; path: string }

/** What a workbook says of itself, apart from its cells. */
export type Book = {
  sheets: Sheet[]
  date1904: boolean
  /** By the style of a cell. */
  dates: (DateStyle | undefined)[]
  /** Where the texts are that cells share. */
  stringsPath: string | undefined
}

/** What a sheet may name; each part of a workbook other than the sheets and their texts is small. */
const PART_BYTES = 64 * 1024 * 1024

/** @throws FileFault */
export async function openBook(archive: Archive): Promise<Book> {
  const root = await relations(archive, '')
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const parts = await relations(archive, path)
  const sheets: Sheet[] = []
  let date1904 = false
  await readPart(archive, path, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const part = parts.find((relation) => relation.id === id)
      // Charts and the like are sheets too, without cells.
      if (part?.type.endsWith('/worksheet')) sheets.push({ name: attributes.name ?? '', path: part.target })
    },
  })
  if (sheets.length === 0) throw new FileFault('file_damaged', { detail: 'a workbook without sheets' })
  const target = (type: string) => parts.find((relation) => relation.type.endsWith(type))?.target
  const styles = target('/styles')
  return { sheets, date1904, dates: styles ? await readStyles(archive, styles) : [], stringsPath: target('/sharedStrings') }
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true'

type Relation = { id: string; type: string; target: string }

/** What a part of the workbook refers to; paths as they stand in the archive. */
async function relations(archive: Archive, path: string): Promise<Relation[]> {
  const folder = posix.dirname(path)
  const found: Relation[] = []
  const own = posix.join(folder, '_rels', `${posix.basename(path)}.rels`)
  if (!archive.members.has(own)) return found
  await readPart(archive, own, {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name === 'Relationship')
        found.push({ id: Id, type: Type, target: posix.join(Target.startsWith('/') ? '' : folder, Target).replace(/^\//, '') })
    },
  })
  return found
}

async function readStyles(archive: Archive, path: string): Promise<Book['dates']> {
  const codes = new Map<number, string>()
  const dates: Book['dates'] = []
  let inCells = false
  await readPart(archive, path, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0)
        dates.push(dateStyleOf(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

async function readPart(archive: Archive, path: string, handlers: XmlHandlers): Promise<void> {
  const member = archive.members.get(path)
  if (!member) throw new FileFault('file_damaged', { detail: `${path} is missing` })
  if (member.uncompressedSize > PART_BYTES) throw new FileFault('archive_too_large', { detail: path })
  for await (const _ of readXml(await piecesOf(archive, path), handlers));
}

/** The bytes of a part, within the limits of an archive. */
export async function piecesOf(archive: Archive, path: string): Promise<AsyncIterable<Buffer>> {
  const member = archive.members.get(path)
  if (!member) throw new FileFault('file_damaged', { detail: `${path} is missing` })
  return bounded(await archive.open(member), member.compressedSize)
}

/** Texts that cells share: more of them, or more characters in all, are more than a worker keeps in mind. */
const MOST_STRINGS = 4_000_000
const MOST_CHARACTERS = 128 * 1024 * 1024

/**
 * The texts that cells share, by their number.
 * @param head how many are needed, and how much may be read for them; left out: all of them
 */
export async function readStrings(archive: Archive, { stringsPath }: Book, head?: { texts: number; bytes: number }): Promise<string[]> {
  const strings: string[] = []
  if (stringsPath === undefined || head?.texts === 0) return strings
  let characters = 0
  const text = newText()
  const handlers: XmlHandlers = {
    open: (name) => text.open(name),
    text: (more) => text.add(more),
    close(name) {
      text.close(name)
      if (name !== 'si') return
      const whole = text.take()
      characters += whole.length
      strings.push(whole)
      if (strings.length > MOST_STRINGS || characters > MOST_CHARACTERS)
        throw new FileFault('archive_too_large', { detail: `more than ${strings.length} texts` })
    },
  }
  let bytes = 0
  for await (const part of readXml(await piecesOf(archive, stringsPath), handlers)) {
    bytes += part
    if (head && (strings.length >= head.texts || bytes >= head.bytes)) break
  }
  return strings
}

/** A cell has no more; what has is damaged. */
const LONGEST_TEXT = 1024 * 1024

/** Gathers the text of a cell from its runs; how it is pronounced (`rPh`) is no part of it. */
export function newText() {
  let text = ''
  let inText = false
  let aside = false
  return {
    open(name: string) {
      if (name === 't') inText = true
      else if (name === 'rPh') aside = true
    },
    close(name: string) {
      if (name === 't') inText = false
      else if (name === 'rPh') aside = false
    },
    add(more: string) {
      if (!inText || aside) return
      text += more
      if (text.length > LONGEST_TEXT) throw new FileFault('file_damaged', { detail: 'a text without end' })
    },
    take() {
      const whole = unescapeText(text)
      text = ''
      return whole
    },
  }
}

/** Characters that XML cannot hold are written `_x000B_`, and `_x005F_` stands for an underscore before such. */
export const unescapeText = (text: string) =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
