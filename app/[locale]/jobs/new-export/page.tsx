import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChooseTable } from '#components/new-job/choose-table.tsx'
import { FirstStep } from '#components/new-job/first-step.tsx'
import { NoTables } from '#components/new-job/no-tables.tsx'
import { listTargetTables } from '#jobs/target-tables.ts'
import { context } from '#lib/context.ts'
import { createExportAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newJob.export')
  return { title: t('title') }
}

export default async function NewExport() {
  const t = await getTranslations('newJob.export')
  const { db } = await context()
  const tables = await listTargetTables(db)
  if (tables.length === 0) return <NoTables />
  return (
    <FirstStep title={t('title')} text={t('text')}>
      <ChooseTable tables={tables} create={createExportAction} />
    </FirstStep>
  )
}
