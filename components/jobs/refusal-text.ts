import { useTranslations } from '#i18n/use-translations.ts'
import type { Refusal } from '#jobs/outcome.ts'

/** Says in the reader's language why a verb did not do what was asked. */
export function useRefusalText(): (refusal: Refusal) => string {
  const t = useTranslations('refusals')
  const statusName = useTranslations('status')
  return (refusal) => {
    if (refusal.code === 'conflict') return t('conflict', { status: statusName(refusal.status) })
    if (refusal.code === 'required_unmapped' || refusal.code === 'key_unmapped') return t(refusal.code, { column: refusal.column })
    if (refusal.code === 'expression_invalid') return t('expression_invalid', { column: refusal.column, position: refusal.position })
    return t(refusal.code)
  }
}
