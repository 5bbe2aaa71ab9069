'use server'

import { z } from 'zod'
import { deleteTemplate } from '#jobs/delete-template.ts'
import { editTemplate } from '#jobs/edit-template.ts'
import { saveTemplate } from '#jobs/save-template.ts'
import { action } from '#lib/action.ts'

const id = z.int().positive()
const template = { name: z.string().max(1000), shared: z.boolean() }

export const save = action(z.object({ ...template, jobId: id }), saveTemplate)
export const edit = action(z.object({ templateId: id, edit: z.object({ ...template, jobId: id }).partial() }), editTemplate)
export const remove = action(z.object({ templateId: id }), deleteTemplate)
