import { useTranslations } from 'next-intl'
import { ENCODING_NAMES, SEPARATOR_NAMES } from '#components/job-details/format-names.ts'

type Params = Record<string, string | number>

/** Codes among the parameters of a journal's sentence become words; a reason that nobody gave says so. */
export function useReadableParams(): (params: Params) => Params {
  const t = useTranslations('journalTab')
  const general = useTranslations('general')
  return (params) => {
    const { reason, encoding, separator, other } = params
    return {
      ...params,
      ...(reason === '' && { reason: t('noReason') }),
      ...(isKey(ENCODING_NAMES, encoding) && { encoding: ENCODING_NAMES[encoding] }),
      ...(isKey(SEPARATOR_NAMES, separator) && { separator: general(`separators.${SEPARATOR_NAMES[separator]}`) }),
      ...(isKey(SEPARATOR_NAMES, other) && { other: general(`separators.${SEPARATOR_NAMES[other]}`) }),
    }
  }
}

const isKey = <Names extends object>(names: Names, value: unknown): value is keyof Names =>
  typeof value === 'string' && Object.hasOwn(names, value)
