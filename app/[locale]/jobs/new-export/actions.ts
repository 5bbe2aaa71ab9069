'use server'

import { z } from 'zod'
import { action } from '#lib/action.ts'
import { createExport } from './create-export.ts'

const table = z.object({ schema: z.string(), name: z.string() })

export const createExportAction = action(z.union([z.object({ table }), z.object({ templateId: z.int().positive() })]), createExport)
