import { openZip } from '#engine/formats/zip.ts'
import { writeZip } from '#engine/formats/zip-writer.ts'

/** The same workbook with other texts in its cells, as a person saves it who mends some and leaves the rest. */
export async function editWorkbook(workbook: Buffer, texts: Record<string, string>): Promise<Buffer> {
  const archive = await openZip(workbook)
  const members: { name: string; content: string[] }[] = []
  for (const [name, entry] of archive.members) {
    const parts: Buffer[] = []
    for await (const part of await archive.open(entry)) parts.push(part as Buffer)
    let content = Buffer.concat(parts).toString()
    for (const [before, after] of Object.entries(texts)) content = content.replaceAll(`>${before}<`, `>${after}<`)
    members.push({ name, content: [content] })
  }
  archive.close()
  const written: Buffer[] = []
  for await (const piece of writeZip(members)) written.push(piece)
  return Buffer.concat(written)
}
