import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { edit, remove } from '#app/[locale]/jobs/template-actions.ts'
import { FirstStep } from '#components/new-job/first-step.tsx'
import { NewImport } from '#components/new-job/new-import.tsx'
import { listTemplates } from '#jobs/list-templates.ts'
import { context } from '#lib/context.ts'
import { env } from '#lib/env.ts'
import { createImportAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newJob.import')
  return { title: t('title') }
}

export default async function NewImportPage({ searchParams }: PageProps<'/[locale]/jobs/new-import'>) {
  const t = await getTranslations('newJob.import')
  const { db, actor } = await context()
  const templates = { all: await listTemplates(db, actor, 'import'), reader: actor.name, actions: { edit, remove } }
  return (
    <FirstStep title={t('title')} text={t('text')}>
      <NewImport
        maxSize={env.maxUpload}
        templates={templates}
        named={Number((await searchParams).template) || null}
        create={createImportAction}
      />
    </FirstStep>
  )
}
