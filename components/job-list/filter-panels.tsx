'use client'

import type { SetFilter } from '#components/job-list/filter.ts'
import type { PanelProps } from '#components/job-list/filter-button.tsx'
import { KindFields } from '#components/job-list/kind-fields.tsx'
import { PeriodFields } from '#components/job-list/period-fields.tsx'
import { RejectsFields } from '#components/job-list/rejects-fields.tsx'
import { StatusFields } from '#components/job-list/status-fields.tsx'
import { useListChoices } from '#components/job-list/use-list-choices.ts'
import { rememberTemplate } from '#components/job-list/use-template-name.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { type Choice, SearchableList } from '#components/ui/combobox.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { readTableName, writeTableName } from '#jobs/table-name.ts'

type Props = PanelProps & { query: ListQuery; set: SetFilter }

export function StatusPanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  return (
    <Popover {...panel} label={t('columns.status')} className="min-w-72">
      <StatusFields query={query} set={set} />
    </Popover>
  )
}

export function KindPanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  return (
    <Popover {...panel} label={t('columns.kind')} className="min-w-44">
      <KindFields query={query} set={set} />
    </Popover>
  )
}

export function PeriodPanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list.period')
  return (
    <Popover {...panel} label={t('name')} className="w-64">
      <PeriodFields query={query} set={set} onDone={() => panel.onOpenChange(false)} />
    </Popover>
  )
}

export function RejectsPanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  return (
    <Popover {...panel} label={t('columns.rejects')} className="min-w-44">
      <RejectsFields query={query} set={set} />
    </Popover>
  )
}

export function OwnerPanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  const choices = useListChoices()
  return (
    <Popover {...panel} label={t('columns.owner')} className="w-72">
      <List
        {...panel}
        value={query.owner}
        choices={choices?.owners}
        search={t('filter.findOwner')}
        onChoose={(owner) => set({ owner: owner === query.owner ? undefined : owner })}
      />
    </Popover>
  )
}

export function TablePanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  const choices = useListChoices()
  const value = query.table && writeTableName(query.table)
  return (
    <Popover {...panel} label={t('filter.table')} className="w-80">
      <List
        {...panel}
        value={value}
        choices={choices?.tables}
        search={t('filter.findTable')}
        onChoose={(table) => set({ table: table === value ? undefined : readTableName(table) })}
      />
    </Popover>
  )
}

export function TemplatePanel({ query, set, ...panel }: Props) {
  const t = useTranslations('list')
  const choices = useListChoices()
  const value = query.template?.toString()
  return (
    <Popover {...panel} label={t('filter.template')} className="w-80">
      <List
        {...panel}
        value={value}
        choices={choices?.templates}
        search={t('filter.findTemplate')}
        onChoose={(template) => {
          rememberTemplate(Number(template), choices?.templates.find((choice) => choice.value === template)?.label ?? '')
          set({ template: template === value ? undefined : Number(template) })
        }}
      />
    </Popover>
  )
}

type ListProps = PanelProps & {
  value: string | undefined
  choices: Choice[] | null | undefined
  search: string
  onChoose: (value: string) => void
}

function List({ value, choices, search, onChoose, onOpenChange }: ListProps) {
  const t = useTranslations('list.filter')
  if (choices === undefined) return <p className="h-40 p-3 text-sm text-muted">{t('loading')}</p>
  return (
    <SearchableList
      choices={choices ?? []}
      value={value ?? null}
      search={search}
      nothing={choices === null ? t('failed') : t('nothing')}
      onChoose={(chosen) => {
        onOpenChange(false)
        onChoose(chosen)
      }}
    />
  )
}
