import { useTranslations } from 'next-intl'
import type { Refusal } from '#jobs/outcome.ts'

/** Says in the reader's language why a verb did not do what was asked. */
export function useRefusalText(): (refusal: Refusal) => string {
  const t = useTranslations('refusals')
  const statusName = useTranslations('status')
  return (refusal) => {
    if (refusal.code === 'conflict') return t('conflict', { status: statusName(refusal.status) })
    if (refusal.code === 'required_unmapped') return t('required_unmapped', { column: refusal.column })
    return t(refusal.code)
  }
}
