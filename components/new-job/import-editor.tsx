'use client'

import { FileText } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { ImportActions, ImportDraft, ImportEdit } from '#components/new-job/draft.ts'
import { DraftPage } from '#components/new-job/draft-page.tsx'
import { Findings } from '#components/new-job/findings.tsx'
import { FormatFields } from '#components/new-job/format-fields.tsx'
import { GeneralCard } from '#components/new-job/general-card.tsx'
import { KindFields } from '#components/new-job/kind-fields.tsx'
import { Mapping } from '#components/new-job/mapping.tsx'
import { MissingColumns } from '#components/new-job/missing-columns.tsx'
import { Note } from '#components/new-job/note.tsx'
import { Preview } from '#components/new-job/preview.tsx'
import { TableField } from '#components/new-job/table-field.tsx'
import { placeOf, useShowTrouble } from '#components/new-job/trouble-place.ts'
import { TroubleText } from '#components/new-job/trouble-text.tsx'
import { useBytes } from '#components/new-job/use-bytes.ts'
import { useDraft } from '#components/new-job/use-draft.ts'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { done } from '#jobs/outcome.ts'
import type { ColumnMapping, FileFormat } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

type Props = { draft: ImportDraft; tables: TableName[]; actions: ImportActions }

/** Everything there is to say about an import before it starts. */
export function ImportEditor({ draft, tables, actions }: Props) {
  const t = useTranslations('newJob')
  const bytes = useBytes()
  const { jobId } = draft
  const save = useCallback((edit: ImportEdit) => actions.save({ jobId, edit }), [actions, jobId])
  const { saveState, trouble, setTrouble, change, ask } = useDraft(jobId, save)
  const [label, setLabel] = useState(draft.label)
  const [description, setDescription] = useState(draft.description)
  const [reading, setReading] = useState(draft.reading)
  const [format, setFormat] = useState(draft.reading.format)
  const [table, setTable] = useState(draft.table)
  const [tableName, setTableName] = useState<TableName | null>(draft.table)
  const [columns, setColumns] = useState(draft.columns)
  const [busy, setBusy] = useState<'format' | 'table' | null>(null)
  const place = placeOf(trouble)
  useShowTrouble(trouble)

  async function chooseFormat(next: FileFormat, anew: boolean) {
    setFormat(next)
    setBusy('format')
    const found = await ask(() => actions.chooseFormat({ jobId, format: next, anew }))
    if (found) {
      setReading(found.reading)
      setFormat(found.reading.format)
      setTable(found.table)
      setTableName(found.table)
      setColumns(found.columns)
    } else setFormat(reading.format)
    setBusy(null)
  }

  async function chooseTable(next: TableName) {
    setTableName(next)
    setBusy('table')
    const found = await ask(() => actions.chooseTable({ jobId, table: next }))
    if (found) {
      setTable(found.table)
      setColumns(found.columns)
    } else setTableName(table)
    setBusy(null)
  }

  function changeColumns(next: ColumnMapping[]) {
    setColumns(next)
    change({ settings: { columns: next } })
  }

  async function start() {
    if (label.trim() === '') {
      setTrouble({ code: 'label_missing' })
      return false
    }
    // What was suggested and never touched is saved too: what is started is what is on the page.
    change({ label, description, settings: { format, columns } })
    return (await ask(() => actions.start({ jobId }))) !== undefined
  }

  return (
    <DraftPage
      jobId={jobId}
      kind="import"
      label={label}
      like={draft.template?.name}
      saveState={saveState}
      trouble={place === 'top' ? trouble : null}
      onStart={start}
      onSaveAll={async () => {
        change({ settings: { format, columns } })
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
      <Card
        title={t('file.title')}
        aside={
          <p className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
            <FileText aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate" title={draft.file.name}>
              {draft.file.name}
            </span>
            <span className="shrink-0 whitespace-nowrap">· {bytes(draft.file.size)}</span>
          </p>
        }
      >
        <div className="space-y-3 p-4">
          {!reading.detected && <Note>{t('file.noText')}</Note>}
          <KindFields reading={reading} format={format} disabled={busy !== null} onChange={(next) => void chooseFormat(next, false)} />
          {format.kind === 'delimited' && (
            <FormatFields
              format={format}
              detected={reading.detected}
              disabled={busy !== null}
              onChange={(next, anew) => void chooseFormat(next, anew)}
            />
          )}
          <MissingColumns template={draft.template} columns={reading.columns} />
          <Findings findings={reading.findings} kind={format.kind} />
        </div>
        <Preview reading={reading} ignored={table ? columns.map((column) => column.target === null) : []} busy={busy === 'format'} />
      </Card>
      <Card title={t('destination.title')}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <TableField
            label={t('destination.table')}
            tables={tables}
            value={tableName}
            disabled={busy !== null}
            problem={place === 'table' ? t('troubles.table_missing') : undefined}
            onChoose={(next) => void chooseTable(next)}
          />
          <p className="text-sm text-pretty text-muted md:pt-8">
            {t(tables.length === 0 ? 'destination.noTables' : table ? 'destination.what' : 'destination.none')}
          </p>
        </div>
        {table && (
          <Mapping
            columns={reading.columns}
            mapping={columns}
            table={table}
            busy={busy !== null}
            problem={place === 'mapping' && trouble ? <TroubleText trouble={trouble} /> : null}
            onChange={changeColumns}
          />
        )}
      </Card>
    </DraftPage>
  )
}
