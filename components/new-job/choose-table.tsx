'use client'

import { useState } from 'react'
import { TableField } from '#components/new-job/table-field.tsx'
import { TroubleText } from '#components/new-job/trouble-text.tsx'
import type { Trouble } from '#components/new-job/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/field.tsx'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { TableName } from '#jobs/target-tables.ts'

type Props = { tables: TableName[]; create: (input: { table: TableName }) => Promise<Outcome<{ jobId: number }>> }

/** The first step of an export: from which table. */
export function ChooseTable({ tables, create }: Props) {
  const t = useTranslations('newJob')
  const router = useRouter()
  const [table, setTable] = useState<TableName | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [pending, setPending] = useState(false)

  async function go() {
    if (!table) return setTrouble({ code: 'table_missing' })
    setPending(true)
    try {
      const made = await create({ table })
      if (made.ok) return router.push({ pathname: '/jobs/[jobId]/edit', params: { jobId: made.value.jobId } })
      setTrouble(made.refusal)
    } catch {
      setTrouble({ code: 'unreachable' })
    }
    setPending(false)
  }

  return (
    <div className="space-y-4 rounded-xl border border-line bg-raised p-5 max-md:p-4">
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
      <Problem>{trouble && trouble.code !== 'table_missing' && <TroubleText trouble={trouble} />}</Problem>
      <Button look="primary" pending={pending} onClick={() => void go()} className="max-md:w-full">
        {t('next')}
      </Button>
    </div>
  )
}
