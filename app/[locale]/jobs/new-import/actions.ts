'use server'

import { z } from 'zod'
import { action } from '#lib/action.ts'
import { createImport } from './create-import.ts'

export const createImportAction = action(
  z.object({ uploadId: z.string().max(100), templateId: z.int().positive().optional() }),
  createImport,
)
