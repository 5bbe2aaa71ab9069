import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { edit, save } from '#app/[locale]/jobs/template-actions.ts'
import { ExportEditor } from '#components/new-job/export-editor.tsx'
import { ImportEditor } from '#components/new-job/import-editor.tsx'
import { UnreadableDraft } from '#components/new-job/unreadable-draft.tsx'
import { redirect } from '#i18n/navigation.ts'
import { findJob } from '#jobs/find-job.ts'
import { listTargetTables } from '#jobs/target-tables.ts'
import { context } from '#lib/context.ts'
import { chooseFormatOfImport, chooseTableOfExport, chooseTableOfImport, remove, saveExport, saveImport, start } from './actions.ts'
import { openExport } from './open-export.ts'
import { openImport } from './open-import.ts'

type Props = { params: Promise<{ jobId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('newJob')
  const { db } = await context()
  const job = await findJob(db, Number((await params).jobId))
  return { title: job ? t('pageTitle', { label: job.label }) : undefined }
}

/** The page of a draft; a job that has left it has its own. */
export default async function EditDraft({ params }: Props) {
  const who = await context()
  const job = await findJob(who.db, Number((await params).jobId))
  if (!job) notFound()
  if (job.status !== 'editing')
    redirect({ href: { pathname: '/jobs/[jobId]', params: { jobId: String(job.id) } }, locale: await getLocale() })
  // A page that the browser kept and asks for again begins anew with what is saved by now.
  const version = `${job.id} ${job.updatedAt.getTime()}`
  const templates = { save, edit }
  const tables = await listTargetTables(who.db)
  if (job.kind === 'export') {
    const actions = { save: saveExport, chooseTable: chooseTableOfExport, start, remove, templates }
    return <ExportEditor key={version} draft={await openExport(who, job)} tables={tables} actions={actions} />
  }
  const draft = await openImport(who, job)
  if (!draft.ok) return <UnreadableDraft jobId={job.id} label={job.label} refusal={draft.refusal} remove={remove} />
  const actions = { save: saveImport, chooseFormat: chooseFormatOfImport, chooseTable: chooseTableOfImport, start, remove, templates }
  return <ImportEditor key={version} draft={draft.value} tables={tables} actions={actions} />
}
