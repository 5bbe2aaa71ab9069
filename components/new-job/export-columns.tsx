'use client'

import { clsx } from 'clsx'
import { COLUMNS_PART } from '#components/new-job/export-parts.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Problem } from '#components/ui/field.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

type Props = {
  columns: TargetColumn[]
  /** Names, in the order of the table. */
  chosen: string[]
  busy: boolean
  problem: string | undefined
  onChange: (chosen: string[]) => void
}

/** Which columns of the table the file gets; their order is the table's. */
export function ExportColumns({ columns, chosen, busy, problem, onChange }: Props) {
  const t = useTranslations('newJob.columns')
  const on = new Set(chosen)
  const names = columns.map((column) => column.name)
  return (
    <fieldset disabled={busy} className={clsx('border-t border-line px-4 py-3 transition-opacity duration-150', busy && 'opacity-50')}>
      <legend className="sr-only">{t('title')}</legend>
      <div id={COLUMNS_PART} tabIndex={-1} className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 outline-none">
        <p aria-live="polite" className="mr-auto text-sm text-muted">
          {t('chosen', { count: chosen.length, total: columns.length })}
        </p>
        <Button size="small" look="ghost" disabled={chosen.length === names.length} onClick={() => onChange(names)}>
          {t('all')}
        </Button>
        <Button size="small" look="ghost" disabled={chosen.length === 0} onClick={() => onChange([])}>
          {t('none')}
        </Button>
      </div>
      <Problem>{problem}</Problem>
      <div className="-mx-2 grid sm:grid-cols-2 lg:grid-cols-3">
        {names.map((name) => (
          <Checkbox
            key={name}
            checked={on.has(name)}
            onChange={(event) => onChange(names.filter((one) => (one === name ? event.target.checked : on.has(one))))}
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
