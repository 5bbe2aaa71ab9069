import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openZip } from '#engine/formats/zip.ts'
import { writeZip } from '#engine/formats/zip-writer.ts'

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = []
  for await (const piece of pieces) found.push(piece)
  return Buffer.concat(found)
}

test('an archive is read again member by member, whatever they hold', async () => {
  const member = fc.record({
    name: fc.stringMatching(/^[a-zé]{1,20}(\/[a-z]{1,5})?$/),
    content: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(member, { selector: ({ name }) => name, maxLength: 6 }), async (members) => {
      const archive = await openZip(await whole(writeZip(members)))
      expect([...archive.members.keys()]).toEqual(members.map(({ name }) => name))
      for (const { name, content } of members) {
        const entry = archive.members.get(name)
        if (!entry) throw new Error(name)
        const parts: Buffer[] = []
        for await (const part of await archive.open(entry)) parts.push(part as Buffer)
        expect(Buffer.concat(parts).equals(Buffer.from(content.map((text) => Buffer.from(text).toString()).join('')))).toBe(true)
      }
      archive.close()
    }),
  )
})

test('what fails while a member is written fails the archive', async () => {
  async function* content() {
    yield 'a'
    throw new Error('the source is gone')
  }
  await expect(whole(writeZip([{ name: 'a', content: content() }]))).rejects.toThrow('the source is gone')
})
