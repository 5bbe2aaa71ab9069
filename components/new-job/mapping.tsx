'use client'

import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useFormatter } from 'next-intl'
import type { ReactNode } from 'react'
import type { FileColumn } from '#components/new-job/draft.ts'
import { MAPPING_GRID, MappingRow } from '#components/new-job/mapping-row.tsx'
import { Problem } from '#components/ui/field.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

type Props = {
  columns: FileColumn[]
  mapping: ColumnMapping[]
  table: TargetTable
  busy: boolean
  problem: ReactNode
  onChange: (mapping: ColumnMapping[]) => void
}

export const MAPPING_PART = 'draft-mapping'

/** Which column of the file goes into which column of the table. */
export function Mapping({ columns, mapping, table, busy, problem, onChange }: Props) {
  const t = useTranslations('newJob.mapping')
  const format = useFormatter()
  const taken = mapping.flatMap(({ target }) => target ?? [])
  const twice = new Set(taken.filter((target, index) => taken.indexOf(target) !== index))
  const lacking = table.columns.filter((column) => column.required && !taken.includes(column.name))
  return (
    <div id={MAPPING_PART} tabIndex={-1} className="outline-none" aria-busy={busy}>
      <div className="space-y-2 border-t border-line px-4 py-3 empty:hidden">
        <p className="text-sm text-muted">{t('mapped', { count: new Set(taken).size, total: columns.length })}</p>
        <Problem>{problem}</Problem>
        {lacking.length > 0 && !problem && (
          <p className="flex items-start gap-1.5 text-sm text-pretty text-warning">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="min-w-0 break-words">
              {t('lacking', { count: lacking.length, columns: format.list(lacking.map((column) => column.name)) })}
            </span>
          </p>
        )}
      </div>
      <div aria-hidden className={clsx(MAPPING_GRID, 'border-y border-line bg-subtle py-1.5 text-xs font-medium text-muted max-md:hidden')}>
        <span>{t('source')}</span>
        <span>{t('looks')}</span>
        <span>{t('target')}</span>
      </div>
      <ul className={clsx('divide-y divide-line transition-opacity duration-150 max-md:border-t max-md:border-line', busy && 'opacity-50')}>
        {mapping.map((column, index) => {
          const found = columns[index]
          return (
            found && (
              <MappingRow
                key={column.name}
                column={found}
                mapping={column}
                targets={table.columns}
                twice={column.target !== null && twice.has(column.target)}
                onChange={(changed) => onChange(mapping.with(index, changed))}
              />
            )
          )
        })}
      </ul>
    </div>
  )
}
