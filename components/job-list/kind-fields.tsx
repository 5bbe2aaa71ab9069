'use client'

import { Choices } from '#components/job-list/choices.tsx'
import type { SetFilter } from '#components/job-list/filter.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { useTranslations } from '#i18n/use-translations.ts'

const KINDS = ['all', 'import', 'export'] as const

export function KindFields({ query, set }: { query: ListQuery; set: SetFilter }) {
  const t = useTranslations('list')
  return (
    <Choices
      legend={t('columns.kind')}
      className="p-1"
      choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`), checked: value === (query.kind ?? 'all') }))}
      onChoose={(value) => set({ kind: value === 'all' ? undefined : value })}
    />
  )
}
