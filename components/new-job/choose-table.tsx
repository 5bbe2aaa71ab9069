'use client'

import { useState } from 'react'
import { TableField } from '#components/new-job/table-field.tsx'
import { TroubleText } from '#components/new-job/trouble-text.tsx'
import type { Trouble } from '#components/new-job/use-draft.ts'
import { TemplateField, type TemplatesOffered } from '#components/templates/template-field.tsx'
import { TemplateHint } from '#components/templates/template-hint.tsx'
import { useChosenTemplate } from '#components/templates/use-chosen-template.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/field.tsx'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { CreateRefusal } from '#jobs/create-draft.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** What an export is made from. */
export type NewExport = { table: TableName } | { templateId: number }

type Props = {
  tables: TableName[]
  templates: TemplatesOffered
  /** The template that the address names. */
  named: number | null
  create: (input: NewExport) => Promise<Outcome<{ jobId: number }, CreateRefusal>>
}

/** The first step of an export: like which template, or from which table. */
export function ChooseTable({ tables, templates, named, create }: Props) {
  const t = useTranslations('newJob')
  const template = useTranslations('templates')
  const router = useRouter()
  const [like, choose] = useChosenTemplate(templates.all, named)
  const [table, setTable] = useState<TableName | null>(null)
  const [trouble, setTrouble] = useState<Trouble | CreateRefusal | null>(null)
  const [pending, setPending] = useState(false)

  async function go() {
    if (!like && !table) return setTrouble({ code: 'table_missing' })
    setPending(true)
    try {
      const made = await create(like ? { templateId: like.id } : { table: table as TableName })
      if (made.ok) return router.push({ pathname: '/jobs/[jobId]/edit', params: { jobId: made.value.jobId } })
      setTrouble(made.refusal)
    } catch {
      setTrouble({ code: 'unreachable' })
    }
    setPending(false)
  }

  return (
    <div className="space-y-4 rounded-xl border border-line bg-raised p-5 max-md:p-4">
      <TemplateField
        {...templates}
        value={like}
        onChoose={(next) => {
          choose(next)
          setTrouble(null)
        }}
        problem={trouble?.code === 'template_missing' ? template('refusals.not_found') : undefined}
        hint={like && <TemplateHint kind="export" template={like} />}
      />
      {!like && (
        <TableField
          label={t('source.table')}
          tables={tables}
          value={table}
          disabled={pending}
          problem={trouble?.code === 'table_missing' ? t('troubles.table_missing') : undefined}
          onChoose={(next) => {
            setTable(next)
            setTrouble(null)
          }}
        />
      )}
      <Problem>
        {trouble && trouble.code !== 'template_missing' && (like || trouble.code !== 'table_missing') && <TroubleText trouble={trouble} />}
      </Problem>
      <Button look="primary" pending={pending} onClick={() => void go()} className="max-md:w-full">
        {t('next')}
      </Button>
    </div>
  )
}
