'use client'

import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useFormatter } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import type { ChangeList, SetFilter } from '#components/job-list/filter.ts'
import { FilterButton } from '#components/job-list/filter-button.tsx'
import { SearchField } from '#components/job-list/search-field.tsx'
import { usePeriodText } from '#components/job-list/use-period-text.ts'
import { type NamedTemplate, useTemplateName } from '#components/job-list/use-template-name.ts'
import { useClock } from '#components/jobs/addresses.ts'
import { isFiltered, type ListQuery, readListQuery } from '#components/jobs/list-query.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { Button } from '#components/ui/button.tsx'
import { onceAsked } from '#components/ui/persistently.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { writeTableName } from '#jobs/table-name.ts'

const loadPanels = onceAsked(() => import('#components/job-list/filter-panels.tsx'))
const loadSheet = onceAsked(() => import('#components/job-list/filter-sheet.tsx'))
const StatusPanel = dynamic(() => loadPanels().then(({ StatusPanel }) => StatusPanel), { ssr: false })
const KindPanel = dynamic(() => loadPanels().then(({ KindPanel }) => KindPanel), { ssr: false })
const PeriodPanel = dynamic(() => loadPanels().then(({ PeriodPanel }) => PeriodPanel), { ssr: false })
const OwnerPanel = dynamic(() => loadPanels().then(({ OwnerPanel }) => OwnerPanel), { ssr: false })
const TablePanel = dynamic(() => loadPanels().then(({ TablePanel }) => TablePanel), { ssr: false })
const TemplatePanel = dynamic(() => loadPanels().then(({ TemplatePanel }) => TemplatePanel), { ssr: false })
const RejectsPanel = dynamic(() => loadPanels().then(({ RejectsPanel }) => RejectsPanel), { ssr: false })
const FilterSheet = dynamic(() => loadSheet().then(({ FilterSheet }) => FilterSheet), { ssr: false })

type Props = { query: ListQuery; onChange: ChangeList; template: NamedTemplate | null; before?: ReactNode; after?: ReactNode }

/** What the list is filtered by. Where there is room each filter is a button, else all of them are behind one. */
export function FilterBar({ query, onChange, template, before, after }: Props) {
  const t = useTranslations('list')
  const clock = useClock()
  const set: SetFilter = (part) => {
    // The address is always up to date, what is rendered follows a moment later.
    const now = readListQuery(new URLSearchParams(window.location.search), clock)
    onChange({ ...now, after: undefined, before: undefined, ...(typeof part === 'function' ? part(now) : part) }, 'push')
  }
  return (
    <search
      aria-label={t('filters')}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 py-2 max-md:gap-2 max-md:px-3"
    >
      {before}
      <Buttons query={query} set={set} rendered={template} />
      <span className="flex flex-1 gap-1.5">
        <SearchField
          value={query.search ?? ''}
          onSearch={(search) => onChange({ ...query, after: undefined, before: undefined, search }, 'replace')}
          className="min-w-32 max-w-80 flex-1"
        />
        {isFiltered(query) && (
          <Button
            look="ghost"
            size="small"
            title={t('reset')}
            className="@max-[56rem]/list:hidden"
            onClick={() => onChange(query.sort ? { sort: query.sort } : {}, 'push')}
          >
            <X aria-hidden className="size-3.5" />
            <span className="@max-[90rem]/list:sr-only">{t('reset')}</span>
          </Button>
        )}
      </span>
      <AllFilters query={query} set={set} onChange={onChange} />
      {after && <span className="ml-auto flex shrink-0 items-center max-md:hidden">{after}</span>}
    </search>
  )
}

function Buttons({ query, set, rendered }: { query: ListQuery; set: SetFilter; rendered: NamedTemplate | null }) {
  const t = useTranslations('list')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const periodText = usePeriodText()
  const { status = [], kind, owner, table, rejects } = query
  const [one] = status
  const period = periodText(query)
  const tableName = table && writeTableName(table)
  const template = useTemplateName(query.template, rendered)
  const templateText = query.template === undefined ? undefined : template === null ? t('filter.templateGone') : (template ?? '…')
  const shared = { load: loadPanels }
  return (
    <div className="contents @max-[56rem]/list:hidden">
      <FilterButton
        {...shared}
        name={t('columns.status')}
        value={
          one && (
            <>
              {status.slice(0, 4).map((each) => (
                <StatusIcon key={each} status={each} className="size-3.5" />
              ))}
              <span className="truncate">
                {status.length === 1 ? statusName(one) : status.length > 4 ? format.number(status.length) : null}
              </span>
            </>
          )
        }
        title={one && format.list(status.map((each) => statusName(each)))}
        onClear={() => set({ status: undefined })}
        panel={(panel) => <StatusPanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('columns.kind')}
        value={kind && t(`kind.${kind}`)}
        onClear={() => set({ kind: undefined })}
        panel={(panel) => <KindPanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('period.name')}
        value={period && <span className="truncate">{period}</span>}
        title={period}
        onClear={() => set({ period: undefined, from: undefined, to: undefined })}
        panel={(panel) => <PeriodPanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('columns.owner')}
        value={owner && <span className="truncate">{owner}</span>}
        title={owner}
        onClear={() => set({ owner: undefined })}
        panel={(panel) => <OwnerPanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('filter.table')}
        value={tableName && <span className="truncate">{tableName}</span>}
        title={tableName}
        onClear={() => set({ table: undefined })}
        panel={(panel) => <TablePanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('filter.template')}
        value={templateText && <span className="truncate">{templateText}</span>}
        title={templateText}
        onClear={() => set({ template: undefined })}
        panel={(panel) => <TemplatePanel {...panel} query={query} set={set} />}
      />
      <FilterButton
        {...shared}
        name={t('columns.rejects')}
        value={rejects && t(`rejects.${rejects}`)}
        onClear={() => set({ rejects: undefined })}
        panel={(panel) => <RejectsPanel {...panel} query={query} set={set} />}
      />
    </div>
  )
}

/** Where the buttons have no room: one that opens them all, and says how many are in use. */
function AllFilters({ query, set, onChange }: { query: ListQuery; set: SetFilter; onChange: ChangeList }) {
  const t = useTranslations('list')
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { status, kind, owner, table, template, from, to, rejects } = query
  const count = [status?.length, kind, owner, table, template, from ?? to, rejects].filter(Boolean).length
  return (
    <span className="@min-[56rem]/list:hidden">
      <Button
        ref={button}
        size="small"
        aria-haspopup="dialog"
        className={count > 0 ? 'border-(--selected-line) bg-selected' : undefined}
        onPointerEnter={() => void loadSheet()}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        <span className="icon icon-list-filter size-3.5" />
        {t('filter.all', { count })}
      </Button>
      {asked && <FilterSheet open={open} onOpenChange={setOpen} query={query} set={set} onChange={onChange} />}
    </span>
  )
}
