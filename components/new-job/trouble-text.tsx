import type { Trouble } from '#components/new-job/use-draft.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Says what stands in the way, and what to do. */
export function TroubleText({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('newJob.troubles')
  if (trouble.code === 'required_unmapped' || trouble.code === 'key_unmapped') return t(trouble.code, { column: trouble.column })
  if (trouble.code === 'expression_invalid') return t('expression_invalid', { column: trouble.column, position: trouble.position })
  // Of rejects, which a draft has none of.
  if (trouble.code === 'no_rejects') return null
  return t(trouble.code)
}
