'use client'

import { clsx } from 'clsx'
import { useId } from 'react'
import { fits, takes } from '#components/new-job/column-fit.ts'
import type { FileColumn } from '#components/new-job/draft.ts'
import { Habit, habitOf } from '#components/new-job/habit.tsx'
import { Note } from '#components/new-job/note.tsx'
import { Problem } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

type Props = {
  column: FileColumn
  mapping: ColumnMapping
  targets: TargetColumn[]
  /** Another column goes into the same one. */
  twice: boolean
  onChange: (mapping: ColumnMapping) => void
}

export const MAPPING_GRID = 'grid gap-x-5 gap-y-2.5 px-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]'

/** One column of the file: its values, what they are taken for, and where they go. */
export function MappingRow({ column, mapping, targets, twice, onChange }: Props) {
  const t = useTranslations('newJob')
  const id = useId()
  const target = targets.find(({ name }) => name === mapping.target)
  const habit = habitOf(column.looks, target?.type)
  const taken = target && takes(target.type)
  return (
    <li className={clsx(MAPPING_GRID, 'py-3')}>
      <div className="min-w-0">
        <p id={`${id}-name`} className={clsx('text-sm font-medium break-words', mapping.target === null && 'text-muted')}>
          {column.name}
        </p>
        <p className="line-clamp-2 text-xs break-words text-muted">
          {column.samples.length > 0 ? column.samples.join(' · ') : t('mapping.noValues')}
        </p>
      </div>
      <div className="min-w-0 space-y-1.5">
        <p className="text-sm">{t(`looks.${column.looks}`)}</p>
        {habit && <Habit habit={habit} id={id} column={column} mapping={mapping} onChange={onChange} />}
      </div>
      <div className="min-w-0 space-y-1.5">
        <p aria-hidden className="text-xs font-medium text-muted md:hidden">
          {t('mapping.target')}
        </p>
        <Select
          aria-label={t('mapping.targetOf', { column: column.name })}
          aria-describedby={`${id}-target`}
          aria-invalid={twice || undefined}
          value={mapping.target ?? ''}
          onChange={(event) => onChange({ ...mapping, target: event.target.value || null })}
          className={clsx(mapping.target === null && '[&>select]:text-muted')}
        >
          <option value="">{t('mapping.ignore')}</option>
          {targets
            .filter((one) => one.writable)
            .map((one) => (
              <option key={one.name} value={one.name}>
                {one.required ? t('mapping.requiredColumn', { name: one.name }) : one.name}
              </option>
            ))}
        </Select>
        <div id={`${id}-target`} className="space-y-1.5 empty:hidden">
          {target && !fits(column.looks, target.type) ? (
            <Note>{t('mapping.misfit', { looks: t(`looks.${column.looks}`), type: taken ? t(`looks.${taken}`) : target.type })}</Note>
          ) : (
            target &&
            taken !== column.looks && (
              <p className="text-xs text-muted">{taken ? t('mapping.takes', { type: t(`looks.${taken}`) }) : target.type}</p>
            )
          )}
          <Problem>{twice && t('mapping.twice', { target: mapping.target ?? '' })}</Problem>
        </div>
      </div>
    </li>
  )
}
