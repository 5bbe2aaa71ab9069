const ROW = 'tr[data-job]'

/** Moves the focus to the next row of the list, or the one before: from the focused row, else from the one whose details are open. */
export function moveInRows(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)].filter((row) => row.offsetParent !== null)
  if (rows.length === 0) return false
  const now = rows.findIndex((row) => row.contains(document.activeElement))
  const from = now >= 0 ? now : rows.findIndex((row) => row.querySelector('[aria-current="true"]'))
  const to = rows[from < 0 ? 0 : Math.min(Math.max(from + step, 0), rows.length - 1)]
  to?.querySelector<HTMLElement>('a')?.focus()
  to?.scrollIntoView({ block: 'nearest' })
  return true
}

export const isInRow = (target: EventTarget | null): boolean => target instanceof Element && target.closest(ROW) !== null

/** Back to where the details were opened from. */
export function focusOpenRow(): void {
  document.querySelector<HTMLElement>(`${ROW} [aria-current="true"]`)?.focus()
}

/** The list's search; says whether there is one. */
export function focusSearch(): boolean {
  const field = [...document.querySelectorAll<HTMLInputElement>('main input[type="search"]')].find((one) => one.offsetParent !== null)
  field?.focus()
  field?.select()
  return field !== undefined
}
