import { ENCODING_NAMES, SEPARATOR_NAMES } from '#components/job-details/format-names.ts'
import { useTranslations } from '#i18n/use-translations.ts'

type Params = Record<string, string | number>
type SeparatorName = (typeof SEPARATOR_NAMES)[keyof typeof SEPARATOR_NAMES]
/** What stands for a reason that nobody gave, and for a separator. */
type Words = { noReason: () => string; separator: (name: SeparatorName) => string }

/** Codes among the parameters of a journal's sentence become words; a reason that nobody gave says so. */
export function readableParams(params: Params, words: Words): Params {
  const { reason, encoding, separator, other } = params
  return {
    ...params,
    ...(reason === '' && { reason: words.noReason() }),
    ...(isKey(ENCODING_NAMES, encoding) && { encoding: ENCODING_NAMES[encoding] }),
    ...(isKey(SEPARATOR_NAMES, separator) && { separator: words.separator(SEPARATOR_NAMES[separator]) }),
    ...(isKey(SEPARATOR_NAMES, other) && { other: words.separator(SEPARATOR_NAMES[other]) }),
  }
}

export function useReadableParams(): (params: Params) => Params {
  const t = useTranslations('journalTab')
  const general = useTranslations('general')
  return (params) => readableParams(params, { noReason: () => t('noReason'), separator: (name) => general(`separators.${name}`) })
}

const isKey = <Names extends object>(names: Names, value: unknown): value is keyof Names =>
  typeof value === 'string' && Object.hasOwn(names, value)
