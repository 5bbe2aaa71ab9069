import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { edit, remove } from '#app/[locale]/jobs/template-actions.ts'
import { ChooseTable } from '#components/new-job/choose-table.tsx'
import { FirstStep } from '#components/new-job/first-step.tsx'
import { NoTables } from '#components/new-job/no-tables.tsx'
import { listTemplates } from '#jobs/list-templates.ts'
import { listTargetTables } from '#jobs/target-tables.ts'
import { context } from '#lib/context.ts'
import { createExportAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newJob.export')
  return { title: t('title') }
}

export default async function NewExportPage({ searchParams }: PageProps<'/[locale]/jobs/new-export'>) {
  const t = await getTranslations('newJob.export')
  const { db, actor } = await context()
  const tables = await listTargetTables(db)
  if (tables.length === 0) return <NoTables />
  const templates = { all: await listTemplates(db, actor, 'export'), reader: actor.name, actions: { edit, remove } }
  return (
    <FirstStep title={t('title')} text={t('text')}>
      <ChooseTable
        tables={tables}
        templates={templates}
        named={Number((await searchParams).template) || null}
        create={createExportAction}
      />
    </FirstStep>
  )
}
