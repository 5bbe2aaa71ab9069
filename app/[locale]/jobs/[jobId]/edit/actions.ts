'use server'

import { z } from 'zod'
import { deleteJob } from '#jobs/delete-job.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import { exportSettings, fileFormat, importSettings } from '#jobs/settings.ts'
import { startWhenComplete } from '#jobs/start-when-complete.ts'
import { action } from '#lib/action.ts'
import { chooseExportTable } from './choose-export-table.ts'
import { chooseFormat } from './choose-format.ts'
import { chooseImportTable } from './choose-import-table.ts'

const jobId = z.int().positive()
const words = { label: z.string().max(1000).optional(), description: z.string().max(10_000).optional() }
const tableName = z.object({ schema: z.string(), name: z.string() })

/** What the page of an import says; choosing a format or a table has actions of its own, since it changes the page. */
export const saveImport = action(
  z.object({ jobId, edit: z.object({ ...words, settings: importSettings.pick({ format: true, columns: true }).partial().optional() }) }),
  (context, { jobId, edit }) => editDraft(context, { jobId, edit }),
)

export const saveExport = action(
  z.object({ jobId, edit: z.object({ ...words, settings: exportSettings.partial().optional() }) }),
  (context, { jobId, edit }) => editDraft(context, { jobId, edit }),
)

export const chooseFormatOfImport = action(z.object({ jobId, format: fileFormat, anew: z.boolean() }), chooseFormat)
export const chooseTableOfImport = action(z.object({ jobId, table: tableName }), chooseImportTable)
export const chooseTableOfExport = action(z.object({ jobId, table: tableName }), chooseExportTable)
export const start = action(z.object({ jobId }), startWhenComplete)
export const remove = action(z.object({ jobId }), deleteJob)
