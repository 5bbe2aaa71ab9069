import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

/** An ICU message with its own words changed, and its arguments, plurals and tags as they were. @throws SyntaxError where it is none */
export function mapLiterals(message: string, change: (words: string) => string): string {
  const places: [start: number, end: number][] = []
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal && element.location) places.push([element.location.start.offset, element.location.end.offset])
      if (element.type === TYPE.tag) visit(element.children)
      if (element.type === TYPE.plural || element.type === TYPE.select) for (const { value } of Object.values(element.options)) visit(value)
    }
  }
  visit(parse(message, { captureLocation: true }))
  let written = ''
  let at = 0
  for (const [start, end] of places) {
    written += message.slice(at, start) + change(message.slice(start, end))
    at = end
  }
  return written + message.slice(at)
}
