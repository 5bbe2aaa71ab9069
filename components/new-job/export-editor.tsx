'use client'

import { useCallback, useState } from 'react'
import { ChoiceField } from '#components/new-job/choice-field.tsx'
import type { ExportActions, ExportDraft, ExportEdit } from '#components/new-job/draft.ts'
import { DraftPage } from '#components/new-job/draft-page.tsx'
import { ExportColumns } from '#components/new-job/export-columns.tsx'
import { FILE_NAME_FIELD } from '#components/new-job/export-parts.ts'
import { GeneralCard } from '#components/new-job/general-card.tsx'
import { SEPARATOR_NAMES } from '#components/new-job/separator-field.tsx'
import { TableField } from '#components/new-job/table-field.tsx'
import { placeOf, useShowTrouble } from '#components/new-job/trouble-place.ts'
import { useDraft } from '#components/new-job/use-draft.ts'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { done } from '#jobs/outcome.ts'
import { EXPORT_FORMATS, EXPORT_SEPARATORS, type ExportFormat, type ExportSettings } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

type Props = { draft: ExportDraft; tables: TableName[]; actions: ExportActions }

/** Everything there is to say about an export before it starts. */
export function ExportEditor({ draft, tables, actions }: Props) {
  const t = useTranslations('newJob')
  const { jobId } = draft
  // Settings are saved whole, so that the last of several changes holds all of them.
  const save = useCallback((edit: ExportEdit) => actions.save({ jobId, edit }), [actions, jobId])
  const { saveState, trouble, setTrouble, change, ask } = useDraft(jobId, save)
  const [label, setLabel] = useState(draft.label)
  const [description, setDescription] = useState(draft.description)
  const [table, setTable] = useState(draft.table)
  const [tableName, setTableName] = useState<TableName | null>(draft.table)
  const [settings, setSettings] = useState(draft.settings)
  const [busy, setBusy] = useState(false)
  const place = placeOf(trouble)
  const { format = 'csv' } = settings
  useShowTrouble(trouble)

  function changeSettings(changed: Partial<ExportSettings>, when: 'now' | 'soon' = 'now') {
    const next = { ...settings, ...changed }
    setSettings(next)
    // What cannot be meant, such as no column at all, waits on the page until it is put right.
    change(
      { settings: { ...next, columns: next.columns.length > 0 ? next.columns : undefined, fileName: next.fileName.trim() || undefined } },
      when,
    )
  }

  /** The file's name keeps its beginning. */
  function chooseFileFormat(next: ExportFormat) {
    changeSettings({ format: next, fileName: settings.fileName.replace(new RegExp(`\\.${format}$`, 'i'), `.${next}`) })
  }

  async function chooseTable(next: TableName) {
    setTableName(next)
    setBusy(true)
    const found = await ask(() => actions.chooseTable({ jobId, table: next }))
    if (found) {
      // A job that is still called after its table goes on being so.
      if (table && label === table.name) {
        setLabel(found.table.name)
        change({ label: found.table.name })
      }
      setTable(found.table)
      setSettings(found.settings)
    } else setTableName(table)
    setBusy(false)
  }

  async function start() {
    const lacking =
      label.trim() === ''
        ? 'label_missing'
        : !table
          ? 'table_missing'
          : settings.columns.length === 0
            ? 'columns_missing'
            : settings.fileName.trim() === ''
              ? 'file_name_missing'
              : undefined
    if (lacking) {
      setTrouble({ code: lacking })
      return false
    }
    change({ label, description, settings })
    return (await ask(() => actions.start({ jobId }))) !== undefined
  }

  const fileNameProblem = place === 'fileName' ? t('troubles.file_name_missing') : undefined
  return (
    <DraftPage
      jobId={jobId}
      kind="export"
      label={label}
      like={draft.template?.name}
      saveState={saveState}
      trouble={place === 'top' ? trouble : null}
      onStart={start}
      onSaveAll={async () => {
        changeSettings({})
        return (await ask(async () => done(true))) === true
      }}
      templates={actions.templates}
      onDelete={async () => (await ask(() => actions.remove({ jobId }))) !== undefined}
    >
      <GeneralCard
        label={label}
        description={description}
        problem={place === 'label' ? t('troubles.label_missing') : undefined}
        onLabel={(next) => {
          setLabel(next)
          if (next.trim() !== '') change({ label: next }, 'soon')
        }}
        onDescription={(next) => {
          setDescription(next)
          change({ description: next }, 'soon')
        }}
      />
      <Card title={t('source.title')}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <TableField
            label={t('source.table')}
            tables={tables}
            value={tableName}
            disabled={busy}
            problem={place === 'table' ? t('troubles.table_missing') : undefined}
            onChoose={(next) => void chooseTable(next)}
          />
        </div>
        {table && (
          <ExportColumns
            columns={table.columns}
            chosen={settings.columns}
            busy={busy}
            problem={place === 'columns' ? t('troubles.columns_missing') : undefined}
            onChange={(columns) => changeSettings({ columns })}
          />
        )}
      </Card>
      <Card title={t('output.title')}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <Field id={FILE_NAME_FIELD} label={t('output.name')} problem={fileNameProblem}>
            <Input
              id={FILE_NAME_FIELD}
              value={settings.fileName}
              maxLength={200}
              spellCheck={false}
              aria-invalid={fileNameProblem ? true : undefined}
              aria-describedby={describedBy(FILE_NAME_FIELD, { problem: fileNameProblem })}
              onChange={(event) => changeSettings({ fileName: event.target.value }, 'soon')}
            />
          </Field>
          <ChoiceField
            id="draft-format"
            label={t('output.format')}
            options={EXPORT_FORMATS}
            nameOf={(known) => t(`output.formats.${known}`)}
            value={format}
            onChange={chooseFileFormat}
          />
          {format === 'csv' && (
            <>
              <ChoiceField
                id="draft-separator"
                label={t('format.separator')}
                options={EXPORT_SEPARATORS}
                nameOf={(separator) => t(`format.separators.${SEPARATOR_NAMES[separator]}`)}
                value={settings.separator}
                onChange={(separator) => changeSettings({ separator })}
              />
              <Checkbox
                checked={settings.bom}
                hint={t('output.excelHint')}
                onChange={(event) => changeSettings({ bom: event.target.checked })}
                className="-mx-2 md:col-span-2"
              >
                {t('output.excel')}
              </Checkbox>
            </>
          )}
        </div>
      </Card>
    </DraftPage>
  )
}
