import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FirstStep } from '#components/new-job/first-step.tsx'
import { UploadFile } from '#components/new-job/upload-file.tsx'
import { env } from '#lib/env.ts'
import { createImportAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newJob.import')
  return { title: t('title') }
}

export default async function NewImport() {
  const t = await getTranslations('newJob.import')
  return (
    <FirstStep title={t('title')} text={t('text')}>
      <UploadFile maxSize={env.maxUpload} create={createImportAction} />
    </FirstStep>
  )
}
