'use client'

import { Choices } from '#components/job-list/choices.tsx'
import type { SetFilter } from '#components/job-list/filter.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { useTranslations } from '#i18n/use-translations.ts'

const REJECTS = ['all', 'with', 'without'] as const

export function RejectsFields({ query, set }: { query: ListQuery; set: SetFilter }) {
  const t = useTranslations('list')
  return (
    <Choices
      legend={t('columns.rejects')}
      className="p-1"
      choices={REJECTS.map((value) => ({ value, label: t(`rejects.${value}`), checked: value === (query.rejects ?? 'all') }))}
      onChoose={(value) => set({ rejects: value === 'all' ? undefined : value })}
    />
  )
}
