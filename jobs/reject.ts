/**
 * Every reason for which a record is refused: code, and the names of its parameters. The sentences are in the catalogs
 * under `rejectReasons`, one a code.
 */
export const REJECT_REASONS = {
  // The record cannot be read.
  too_many_fields: ['expected', 'found'],
  too_few_fields: ['expected', 'found'],
  broken_quote: [],
  invalid_characters: [],
  broken_json: [],
  not_an_object: [],
  unknown_field: ['field'],
  // A value does not fit its column.
  cell_error: [],
  required: [],
  not_a_whole_number: [],
  not_a_number: [],
  not_a_date: [],
  not_a_boolean: [],
  not_a_uuid: [],
  out_of_range: ['type'],
  too_many_decimals: ['type'],
  too_long: ['limit', 'length'],
  not_in_map: [],
  calculation_failed: [],
  // The record's key, in the file or in the table.
  key_empty: [],
  double: [],
  duplicate: [],
  not_in_table: [],
  several_in_table: [],
  // The table refuses the row.
  unique: ['constraint'],
  foreign_key: ['constraint'],
  check: ['constraint'],
  exclusion: ['constraint'],
  refused_by_table: [],
} as const satisfies Record<string, readonly string[]>

export type RejectReason = keyof typeof REJECT_REASONS
