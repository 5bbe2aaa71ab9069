import { type MessageFacts, readMessage } from '#messages/read-message.ts'
import { typeset } from '#messages/typeset.ts'
import { DEMANDS, type Demand } from '#messages/vocabulary.ts'

type Messages = Map<string, string>

/** What is wrong with the catalogs, a line each; empty where they agree with each other, with the codes and with the pages. */
export function findProblems(catalogs: Record<string, object>, uses: RegExp[], demands: Demand[] = DEMANDS): string[] {
  const locales = Object.entries(catalogs).map(([locale, catalog]) => ({ locale, messages: flatten(catalog) }))
  const keys = [...new Set(locales.flatMap(({ messages }) => [...messages.keys()]))].sort()
  const demanded = new Map(demands.map((demand) => [demand.key, demand]))

  const perLocale = locales.flatMap(({ locale, messages }) => [
    ...[...keys, ...demanded.keys().filter((key) => !keys.includes(key))]
      .filter((key) => !messages.has(key))
      .map((key) => `${locale}: ${key} is missing`),
    ...[...messages].flatMap(([key, message]) => checkMessage(locale, key, message).map((problem) => `${locale}: ${key} ${problem}`)),
  ])
  const addresses = locales.flatMap(({ locale, messages }) => checkAddresses(messages).map((problem) => `${locale}: ${problem}`))
  const perKey = keys.flatMap((key) => {
    const facts = locales.flatMap(({ locale, messages }) => {
      const known = factsOf(messages.get(key))
      return known ? [{ locale, ...known }] : []
    })
    const args = facts.map(({ locale, args: names }) => ({ locale, names: [...names].sort().join(', ') || 'none' }))
    const careless = facts.flatMap(({ locale, plain }) =>
      [...plain]
        .filter((name) => facts.some(({ written }) => written.has(name)))
        .map((name) => `${locale}: ${key} writes the number ${name} as it comes`),
    )
    const differing = new Set(args.map(({ names }) => names)).size > 1
    return [
      ...(differing ? [`${key} has different arguments: ${args.map(({ locale, names }) => `${locale} ${names}`).join('; ')}`] : []),
      ...careless,
      ...checkDemand(key, args[0]?.names, demanded.get(key)),
      ...(demanded.has(key) || uses.some((use) => use.test(key)) ? [] : [`${key} is used nowhere`]),
    ]
  })
  return [...perLocale, ...addresses, ...perKey]
}

/** A word of an address is written as it is typed, is no number, and means one page. */
function checkAddresses(messages: Messages): string[] {
  const words = [...messages].filter(([key]) => key.startsWith('addresses.'))
  return words.flatMap(([key, word], index) => [
    ...(/^[a-z][a-z0-9-]*$/.test(word) ? [] : [`${key} is no word for an address: ${word}`]),
    ...(words.findIndex(([, other]) => other === word) < index ? [`${key} leads to another page already: ${word}`] : []),
  ])
}

function checkDemand(key: string, names: string | undefined, demand: Demand | undefined): string[] {
  if (!demand || names === undefined) return []
  const used = names === 'none' ? [] : names.split(', ')
  const unknown = used.filter((name) => !demand.params.includes(name))
  const unused = demand.exactly ? demand.params.filter((name) => !used.includes(name)) : []
  return [
    ...(unknown.length > 0 ? [`${key} uses ${unknown.join(', ')}, which its code does not carry`] : []),
    ...(unused.length > 0 ? [`${key} does not use ${unused.join(', ')}, which its code carries`] : []),
  ]
}

/** Messages that show a straight quote because it is one that a file has. */
const SHOWS_SIGNS = /^newJob\.format\.(quotes|escapes)\./

function checkMessage(locale: string, key: string, message: string): string[] {
  if (message.trim() === '') return ['is empty']
  const facts = factsOf(message)
  if (!facts) return [`is no ICU message: ${message}`]
  const slips = [
    ...(typeset(locale, key, message) === message ? [] : ['is not typeset: node messages/check.ts --write does it']),
    ...(message.includes('"') && !SHOWS_SIGNS.test(key) ? ['has straight quotes'] : []),
  ]
  const plurals = facts.plurals.flatMap(({ options, type }) => {
    const { pluralCategories } = new Intl.PluralRules(locale, { type }).resolvedOptions()
    const unknown = options.filter((option) => !option.startsWith('=') && !pluralCategories.some((category) => category === option))
    // Millions may be counted like the others, one may not.
    const lacking = pluralCategories.filter((category) => category !== 'many' && !options.includes(category))
    return [
      ...(unknown.length > 0 ? [`has a plural for ${unknown.join(', ')}, which the language does not know`] : []),
      ...(lacking.length > 0 ? [`has no plural for ${lacking.join(', ')}`] : []),
    ]
  })
  return [...slips, ...plurals]
}

function factsOf(message: string | undefined): MessageFacts | undefined {
  try {
    return message === undefined ? undefined : readMessage(message)
  } catch {
    return undefined
  }
}

/** Keys joined by dots, as `t()` takes them. */
function flatten(catalog: object, path: string[] = []): Messages {
  return new Map(
    Object.entries(catalog).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[[...path, key].join('.'), value]] : [...flatten(value as object, [...path, key])],
    ),
  )
}
