/** What is wrong with a file as a whole: it cannot be unpacked, or read as what it is said to be. */
export type FaultCode = 'file_not_text' | 'file_damaged' | 'archive_too_large' | 'archive_member' | 'sheet_missing'

export class FileFault extends Error {
  readonly code: FaultCode
  /** What there is to choose from instead. */
  readonly choices: string[]

  constructor(code: FaultCode, { detail = code, choices = [], cause }: { detail?: string; choices?: string[]; cause?: unknown } = {}) {
    super(detail, { cause })
    this.code = code
    this.choices = choices
  }
}

/** Whatever a library says of a file that it cannot read. What the system says of the disk is no fault of the file. */
export function damaged(error: unknown): unknown {
  if (error instanceof FileFault || isSystemError(error)) return error
  return new FileFault('file_damaged', { detail: error instanceof Error ? error.message : String(error), cause: error })
}

const isSystemError = (error: unknown) => error instanceof Error && 'syscall' in error
