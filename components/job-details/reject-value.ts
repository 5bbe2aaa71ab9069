/** The look of a refused value, wherever it stands. */
export const MARK = 'rounded-sm bg-[color-mix(in_oklab,var(--danger)_14%,transparent)] text-ink'
/** And of what a repair makes of one. */
export const MENDED = 'rounded-sm bg-[color-mix(in_oklab,var(--status-finished)_16%,transparent)] text-ink'
