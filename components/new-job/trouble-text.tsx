import { useTranslations } from 'next-intl'
import type { Trouble } from '#components/new-job/use-draft.ts'

/** Says what stands in the way, and what to do. */
export function TroubleText({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('newJob.troubles')
  return trouble.code === 'required_unmapped' ? t('required_unmapped', { column: trouble.column }) : t(trouble.code)
}
