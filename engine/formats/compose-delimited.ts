import type { Cell } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** Writes a record as its file does; quotes stand only where they must. Null where nothing quotes, and nothing escapes what would have to. */
export function composeDelimited(cells: Cell[], format: FileFormat): string | null {
  const written: string[] = []
  for (const { text } of cells) {
    const field = text === null ? nothing(format) : fieldOf(text, format)
    if (field === null) return null
    written.push(field)
  }
  return written.join(format.separator)
}

/** Several blanks in a row separate as one does: between them nothing can be left out. */
const nothing = ({ separator }: Pick<FileFormat, 'separator'>) => (separator === ' ' ? '\\N' : '')

function fieldOf(text: string, { separator, quote, escape: how }: FileFormat): string | null {
  const backslash = how === 'backslash'
  const plain =
    text !== '' &&
    text !== '\\N' &&
    // Any of its signs: two fields side by side must not make a separator of what is none.
    ![...separator].some((sign) => text.includes(sign)) &&
    !/[\r\n]/.test(text) &&
    !(quote !== '' && text.startsWith(quote)) &&
    !(backslash && text.includes('\\'))
  if (plain) return text
  if (quote !== '') {
    if (!backslash) return `${quote}${text.replaceAll(quote, quote + quote)}${quote}`
    return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`
  }
  if (text === '') return nothing({ separator })
  if (!backslash) return null
  const first = separator[0] as string
  return text.replaceAll('\\', '\\\\').replaceAll(first, `\\${first}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
