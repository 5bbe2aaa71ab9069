import { SEGMENTS } from '#i18n/pages.ts'
import { JOURNAL } from '#jobs/journal.ts'
import type { Refusal } from '#jobs/outcome.ts'
import { REJECT_REASONS } from '#jobs/reject.ts'
import { JOB_STATUSES } from '#jobs/status.ts'

/** The parameters that each refusal carries; a new refusal is a type error until it stands here. */
const REFUSALS: Record<Refusal['code'], readonly string[]> = {
  forbidden: [],
  not_found: [],
  conflict: ['status'],
  file_missing: [],
  table_missing: [],
  mapping_missing: [],
  columns_missing: [],
  invalid: [],
  required_unmapped: ['column'],
  no_rejects: [],
  key_missing: [],
  key_unmapped: ['column'],
  expression_invalid: ['column', 'position'],
  file_empty: [],
  file_not_text: [],
  file_damaged: [],
  archive_too_large: [],
  archive_member: [],
  sheet_missing: [],
}

/** A sentence that a code demands: where it stands, and what it is given; `exactly`: it must also use all of that. */
export type Demand = { key: string; params: readonly string[]; exactly: boolean }

/** Every sentence that a code of the domain, and every word that an address demands of every catalog. */
export const DEMANDS: Demand[] = [
  ...Object.entries(JOURNAL).map(([code, { params }]) => ({ key: `journal.${code}`, params, exactly: true })),
  ...Object.entries(REJECT_REASONS).map(([code, params]) => ({ key: `rejectReasons.${code}`, params, exactly: true })),
  ...Object.entries(REFUSALS).map(([code, params]) => ({ key: `refusals.${code}`, params, exactly: false })),
  { key: 'languageName', params: [], exactly: true },
  ...SEGMENTS.map((segment) => ({ key: `addresses.${segment}`, params: [], exactly: true })),
  ...JOB_STATUSES.flatMap((status) => [
    { key: `status.${status}`, params: [], exactly: true },
    { key: `statusSentence.${status}`, params: [], exactly: true },
  ]),
]
