'use server'

import { z } from 'zod'
import { deleteView } from '#jobs/delete-view.ts'
import { editView } from '#jobs/edit-view.ts'
import { saveView } from '#jobs/save-view.ts'
import { action } from '#lib/action.ts'

const viewId = z.int().positive()
const view = { name: z.string().max(1000), query: z.string().max(10_000), shared: z.boolean() }

export const save = action(z.object({ ...view, owner: z.string().max(1000).optional() }), saveView)
export const edit = action(z.object({ viewId, edit: z.object(view).partial() }), editView)
export const remove = action(z.object({ viewId }), deleteView)
