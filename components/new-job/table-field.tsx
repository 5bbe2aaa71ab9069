'use client'

import { Combobox } from '#components/ui/combobox.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { TableName } from '#jobs/target-tables.ts'

type Props = {
  label: string
  tables: TableName[]
  value: TableName | null
  onChoose: (table: TableName) => void
  disabled?: boolean
  problem: string | undefined
}

export const TABLE_FIELD = 'draft-table'

const keyOf = ({ schema, name }: TableName) => JSON.stringify([schema, name])

/** Chooses one of the company's tables. */
export function TableField({ label, tables, value, onChoose, disabled = false, problem }: Props) {
  const t = useTranslations('newJob.table')
  const gone = value && !tables.some((table) => keyOf(table) === keyOf(value))
  return (
    <Field id={TABLE_FIELD} label={label} problem={problem}>
      <Combobox
        id={TABLE_FIELD}
        choices={(gone ? [value, ...tables] : tables).map((table) => ({ value: keyOf(table), label: table.name, group: table.schema }))}
        value={value && keyOf(value)}
        onChoose={(chosen) => {
          const table = tables.find((one) => keyOf(one) === chosen)
          if (table) onChoose(table)
        }}
        placeholder={t('choose')}
        search={t('search')}
        nothing={t('nothing')}
        disabled={disabled}
        invalid={Boolean(problem)}
        describedBy={describedBy(TABLE_FIELD, { problem })}
      />
    </Field>
  )
}
