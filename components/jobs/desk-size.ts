/** The cookie that keeps where a person put the divider: the list's share in percent, so that the first byte has it right. */
export const DESK_COOKIE = 'desk'
export const LEAST = 18
export const LARGEST = 80
export const USUAL = 42

export function readDeskSize(saved: string | undefined): number {
  const size = Number(saved)
  return saved && (size === 0 || (size >= LEAST && size <= LARGEST)) ? size : USUAL
}
