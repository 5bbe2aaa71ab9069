'use server'

import { z } from 'zod'
import { action } from '#lib/action.ts'
import { createExport } from './create-export.ts'

export const createExportAction = action(z.object({ table: z.object({ schema: z.string(), name: z.string() }) }), createExport)
