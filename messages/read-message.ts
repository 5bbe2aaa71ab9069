import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

export type MessageFacts = {
  /** Names of arguments and of tags, tags in angle brackets. */
  args: Set<string>
  /** Of these, those that are written as they come, and those that are written in the language's habit. */
  plain: Set<string>
  written: Set<string>
  /** The branches of each plural, and whether it counts or puts in order. */
  plurals: { options: string[]; type: Intl.PluralRuleType }[]
}

/** What an ICU message asks for. @throws SyntaxError where it is none */
export function readMessage(message: string): MessageFacts {
  const facts: MessageFacts = { args: new Set(), plain: new Set(), written: new Set(), plurals: [] }
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      facts.args.add(element.type === TYPE.tag ? `<${element.value}>` : element.value)
      if (element.type === TYPE.argument) facts.plain.add(element.value)
      else if (element.type !== TYPE.tag && element.type !== TYPE.select) facts.written.add(element.value)
      if (element.type === TYPE.tag) visit(element.children)
      if (element.type === TYPE.plural)
        facts.plurals.push({ options: Object.keys(element.options), type: element.pluralType ?? 'cardinal' })
      if (element.type === TYPE.plural || element.type === TYPE.select) for (const { value } of Object.values(element.options)) visit(value)
    }
  }
  visit(parse(message, { shouldParseSkeletons: true }))
  return facts
}
