import type { Refusal } from '#jobs/outcome.ts'

type Say<Code> = (refusal: Extract<Refusal, { code: Code }>) => string

/** An archive may hold thousands. */
const shown = (names: string[]) => `${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`

const SENTENCES: { [Code in Refusal['code']]: Say<Code> } = {
  forbidden: () => 'you may not do that',
  not_found: () => 'there is no such job',
  conflict: ({ status }) => `the job is ${status} now, which does not allow that`,
  no_rejects: () => 'none of these rejects is open',
  file_missing: () => 'the job has no file, or it is gone',
  table_missing: () => 'the table does not exist',
  mapping_missing: () => 'no column of the file matches a column of the table',
  columns_missing: () => 'the table does not have the columns asked for',
  invalid: () => 'the settings are not valid',
  required_unmapped: ({ column }) => `the table requires "${column}", which no column of the file matches`,
  key_missing: () => 'what was asked for needs a key: columns of the table by which a record finds its row',
  key_unmapped: ({ column }) => `the key column "${column}" is filled by no column of the file`,
  expression_invalid: ({ column, position }) => `the expression for "${column}" is not valid at its character ${position}`,
  file_empty: () => 'the file is empty',
  file_not_text: () => 'the file is neither text nor a workbook (XLSX) nor Parquet',
  file_damaged: () => 'the file is damaged or incomplete',
  archive_too_large: () => 'the archive holds far more than an import can read',
  archive_member: ({ choices }) =>
    choices.length === 0 ? 'the archive holds no file that can be read' : `choose a file of the archive with --member: ${shown(choices)}`,
  sheet_missing: ({ choices }) => `the workbook has no such sheet, but ${shown(choices)}`,
}

/** What a refusal means, for a terminal. */
export function refusalText<Code extends Refusal['code']>(refusal: Extract<Refusal, { code: Code }>): string {
  return (SENTENCES[refusal.code] as Say<Code>)(refusal)
}
