/** Ids of the parts of an export's page to which trouble leads. */
export const COLUMNS_PART = 'draft-columns'
export const FILE_NAME_FIELD = 'draft-file-name'
