import type { DetectionResult } from '#engine/detect.ts'
import { detectFixed } from '#engine/detect-fixed.ts'
import { detectJson } from '#engine/detect-json.ts'
import { detectParquet } from '#engine/detect-parquet.ts'
import { detectXlsx } from '#engine/detect-xlsx.ts'
import { detectEncoding } from '#engine/encoding.ts'
import { FileFault } from '#engine/file-fault.ts'
import { chooseMember, openZip, usefulMembers } from '#engine/formats/zip.ts'
import { unpack } from '#engine/unpack.ts'
import type { Detection, DetectionFailure } from '#jobs/detection.ts'
import type { Encoding, FileFormat, Packing } from '#jobs/settings.ts'

/** What is read of a file, unpacked, in bytes; even, so that it cuts no unit of UTF-16. */
const SAMPLE_BYTES = 1024 * 1024
/** A packed workbook or Parquet file must be unpacked as a whole to be looked at. */
const WHOLE_BYTES = 64 * 1024 * 1024

type Head = { bytes: Buffer; cut: boolean }
type DetectText = (bytes: Buffer, options: { cut: boolean }) => DetectionResult

/**
 * Tells by its bytes, never by its name, how a file is packed and of which kind it is, and has it looked at accordingly.
 * @param said what a person said about it and is not guessed
 * @param detectText for text whose fields are separated
 */
export async function detectKind(path: string, said: Partial<FileFormat>, detectText: DetectText): Promise<DetectionResult> {
  try {
    const own = await readHead(path, { packing: 'none', member: null })
    if (own.bytes.length === 0) return empty
    const packed = await detectPacking(path, own, said)
    const head = packed.packing === 'none' ? own : await readHead(path, packed)
    if (head.bytes.length === 0) return empty
    const result = await look(path, packed, head, said, detectText)
    if (!result.ok) return result
    const { format, ...rest } = result.detection
    const { members, ...packing } = packed
    return { ok: true, detection: { ...rest, format: { ...format, ...packing }, ...(members && { members }) } }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    const { code, choices } = error
    return {
      ok: false,
      failure: code === 'archive_member' || code === 'sheet_missing' ? ({ code, choices } as DetectionFailure) : { code },
    }
  }
}

const empty = { ok: false, failure: { code: 'file_empty' } } as const

async function readHead(path: string, packed: Pick<FileFormat, 'packing' | 'member'>, most = SAMPLE_BYTES): Promise<Head> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of unpack(path, packed)) {
      pieces.push(piece)
      length += piece.length
      if (length > most) break
    }
  } catch (error) {
    // An archive that is cut off tells of itself when it is unpacked as a whole; until then its head is as good as any.
    if (!(error instanceof FileFault) || error.code !== 'file_damaged' || length === 0) throw error
    return { bytes: Buffer.concat(pieces).subarray(0, most), cut: true }
  }
  return { bytes: Buffer.concat(pieces).subarray(0, most), cut: length > most }
}

type Packed = { packing: Packing; member: string | null; members?: string[] }

const startsWith = (bytes: Buffer, signature: string) => bytes.toString('latin1', 0, signature.length) === signature
const isZip = (bytes: Buffer) => startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')
const isGzip = (bytes: Buffer) => startsWith(bytes, '\x1f\x8b\x08')
const isParquet = (bytes: Buffer) => startsWith(bytes, 'PAR1')

/** What office programs put into their archives: Microsoft's, and those of OpenDocument. */
const OFFICE = ['[Content_Types].xml', 'META-INF/manifest.xml']

async function detectPacking(path: string, { bytes }: Head, said: Partial<FileFormat>): Promise<Packed> {
  if (isGzip(bytes) && (said.packing ?? 'gzip') === 'gzip') return { packing: 'gzip', member: null }
  if (!isZip(bytes) || said.kind === 'xlsx' || said.packing === 'none') {
    if (said.packing !== 'zip' || !isZip(bytes)) return { packing: 'none', member: null }
  }
  const archive = await openZip(path)
  try {
    if (said.packing !== 'zip' && OFFICE.some((name) => archive.members.has(name))) {
      if ([...archive.members.keys()].some((name) => /^xl\/workbook\d*\.xml$/.test(name))) return { packing: 'none', member: null }
      throw new FileFault('file_not_text', { detail: 'a document of another program' })
    }
    const members = usefulMembers(archive).map(({ fileName }) => fileName)
    const { fileName } = chooseMember(archive, said.member ?? null)
    return { packing: 'zip', member: fileName, ...(members.length > 1 && { members }) }
  } finally {
    archive.close()
  }
}

async function look(path: string, packed: Packed, head: Head, said: Partial<FileFormat>, detectText: DetectText): Promise<DetectionResult> {
  const { bytes, cut } = head
  const isKind = (kind: FileFormat['kind'], guess: boolean) => (said.kind === undefined ? guess : said.kind === kind)
  if (isKind('parquet', isParquet(bytes))) return told(await detectParquet(await wholeOf(path, packed)))
  if (isKind('xlsx', isZip(bytes))) return told(await detectXlsx(await wholeOf(path, packed), said))

  const encoding = said.encoding ?? detectEncoding(bytes, { cut })
  if (!encoding) return { ok: false, failure: { code: 'file_not_text' } }
  if (isKind('json', true)) {
    const found = detectJson(asUtf8(bytes, encoding, cut), { cut }, { ...said, encoding })
    if (found !== undefined) return told(found)
    if (said.kind === 'json') return { ok: false, failure: { code: 'file_not_text' } }
  }
  const fixed = () => detectFixed(new TextDecoder(encoding).decode(bytes, { stream: cut }), encoding, { cut }, said)
  if (said.kind === 'fixed') return told(fixed() ?? null)
  const text = detectText(bytes, { cut })
  if (!text.ok || said.kind === 'delimited') return text
  // Columns that stand one below the other have no separator, or seem to have spaces for one.
  const { columns, format } = text.detection
  const found = columns.length === 1 || format.separator === ' ' ? fixed() : undefined
  return found ? told(found) : text
}

const told = (detection: Detection | null): DetectionResult => (detection ? { ok: true, detection } : empty)

function asUtf8(bytes: Buffer, encoding: Encoding, cut: boolean): Buffer {
  if (encoding !== 'utf-8') return Buffer.from(new TextDecoder(encoding).decode(bytes, { stream: cut }))
  return startsWith(bytes, '\xef\xbb\xbf') ? bytes.subarray(3) : bytes
}

/** The file itself, or what it unpacks to. */
async function wholeOf(path: string, packed: Packed): Promise<string | Buffer> {
  if (packed.packing === 'none') return path
  const { bytes, cut } = await readHead(path, packed, WHOLE_BYTES)
  if (cut) throw new FileFault('archive_too_large', { detail: 'too large to be looked at while it is packed' })
  return bytes
}
