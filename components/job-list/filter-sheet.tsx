'use client'

import { type ReactNode, useId } from 'react'
import type { ChangeList, SetFilter } from '#components/job-list/filter.ts'
import { KindFields } from '#components/job-list/kind-fields.tsx'
import { PeriodFields } from '#components/job-list/period-fields.tsx'
import { RejectsFields } from '#components/job-list/rejects-fields.tsx'
import { StatusFields } from '#components/job-list/status-fields.tsx'
import { useListChoices } from '#components/job-list/use-list-choices.ts'
import { DESCENDS_FIRST } from '#components/jobs/list-columns.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { SORTS } from '#jobs/job-filter.ts'
import { readTableName, writeTableName } from '#jobs/table-name.ts'

type Props = { open: boolean; onOpenChange: (open: boolean) => void; query: ListQuery; set: SetFilter; onChange: ChangeList }

/** All filters and the order below each other, for where the list has no room for them. */
export function FilterSheet({ open, onOpenChange, query, set, onChange }: Props) {
  const t = useTranslations('list')
  const id = useId()
  const choices = useListChoices()
  const table = query.table ? writeTableName(query.table) : null
  const template = query.template?.toString()
  // One that is deleted, or not shared any more, filters all the same.
  const gone =
    template && choices && !choices.templates.some(({ value }) => value === template)
      ? [{ value: template, label: t('filter.templateGone') }]
      : []
  const clear = { value: '', label: t('filter.any') }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('filters')}
      actions={
        <>
          <Button onClick={() => onChange({}, 'push')}>{t('reset')}</Button>
          <Button look="primary" onClick={() => onOpenChange(false)}>
            {t('filter.show')}
          </Button>
        </>
      }
    >
      <div className="-mx-2 flex flex-col gap-4">
        <Part title={t('columns.status')}>
          <StatusFields query={query} set={set} />
        </Part>
        <Part title={t('columns.kind')}>
          <KindFields query={query} set={set} />
        </Part>
        <Part title={t('columns.rejects')}>
          <RejectsFields query={query} set={set} />
        </Part>
        <Part title={t('period.name')}>
          <PeriodFields query={query} set={set} />
        </Part>
        <div className="flex flex-col gap-3 px-2">
          <Field id={`${id}-owner`} label={t('columns.owner')}>
            <Combobox
              id={`${id}-owner`}
              choices={[clear, ...(choices?.owners ?? [])]}
              value={query.owner ?? null}
              placeholder={t('filter.any')}
              search={t('filter.findOwner')}
              nothing={t('filter.nothing')}
              onChoose={(owner) => set({ owner: owner || undefined })}
            />
          </Field>
          <Field id={`${id}-table`} label={t('filter.table')}>
            <Combobox
              id={`${id}-table`}
              choices={[clear, ...(choices?.tables ?? [])]}
              value={table}
              placeholder={t('filter.any')}
              search={t('filter.findTable')}
              nothing={t('filter.nothing')}
              onChoose={(name) => set({ table: readTableName(name) })}
            />
          </Field>
          <Field id={`${id}-template`} label={t('filter.template')}>
            <Combobox
              id={`${id}-template`}
              choices={[clear, ...gone, ...(choices?.templates ?? [])]}
              value={template ?? null}
              placeholder={t('filter.any')}
              search={t('filter.findTemplate')}
              nothing={t('filter.nothing')}
              onChoose={(chosen) => set({ template: Number(chosen) || undefined })}
            />
          </Field>
          <Field id={`${id}-sort`} label={t('sort.name')}>
            <Select
              id={`${id}-sort`}
              value={query.sort ? `${query.sort.descending ? '-' : ''}${query.sort.by}` : '-number'}
              onChange={({ target: { value } }) => {
                const by = SORTS.find((one) => one === value.replace('-', ''))
                set({ sort: by && { by, descending: value.startsWith('-') } })
              }}
            >
              {SORTS.flatMap((by) =>
                (DESCENDS_FIRST[by] ? ['-', ''] : ['', '-']).map((sign) => (
                  <option key={`${sign}${by}`} value={`${sign}${by}`}>
                    {t(`sort.${by}.${sign === '-' ? 'descending' : 'ascending'}`)}
                  </option>
                )),
              )}
            </Select>
          </Field>
        </div>
      </div>
    </Dialog>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="px-2 text-sm font-medium">{title}</h3>
      <div className="-mx-1">{children}</div>
    </section>
  )
}
