'use client'

import { useEffect } from 'react'
import { COLUMNS_PART, FILE_NAME_FIELD } from '#components/new-job/export-parts.ts'
import { LABEL_FIELD } from '#components/new-job/general-card.tsx'
import { MAPPING_PART } from '#components/new-job/mapping.tsx'
import { TABLE_FIELD } from '#components/new-job/table-field.tsx'
import type { Trouble } from '#components/new-job/use-draft.ts'

type Place = 'top' | 'label' | 'table' | 'mapping' | 'columns' | 'fileName'

const PLACES: Record<Trouble['code'], Place> = {
  forbidden: 'top',
  not_found: 'top',
  conflict: 'top',
  invalid: 'top',
  no_rejects: 'top',
  unreachable: 'top',
  file_missing: 'top',
  file_empty: 'top',
  file_not_text: 'top',
  file_damaged: 'top',
  archive_too_large: 'top',
  archive_member: 'top',
  sheet_missing: 'top',
  label_missing: 'label',
  table_missing: 'table',
  mapping_missing: 'mapping',
  required_unmapped: 'mapping',
  key_missing: 'mapping',
  key_unmapped: 'mapping',
  expression_invalid: 'mapping',
  columns_missing: 'columns',
  file_name_missing: 'fileName',
}

const ELEMENTS: Record<Place, string | null> = {
  top: null,
  label: LABEL_FIELD,
  table: TABLE_FIELD,
  mapping: MAPPING_PART,
  columns: COLUMNS_PART,
  fileName: FILE_NAME_FIELD,
}

/** Where on the page the trouble is told: next to what is wrong. */
export const placeOf = (trouble: Trouble | null): Place | null => trouble && PLACES[trouble.code]

/** Takes the eye and the focus to what is wrong. */
export function useShowTrouble(trouble: Trouble | null): void {
  useEffect(() => {
    const place = placeOf(trouble)
    const element = place && ELEMENTS[place] ? document.getElementById(ELEMENTS[place]) : null
    element?.scrollIntoView({ block: 'nearest' })
    element?.focus()
  }, [trouble])
}
