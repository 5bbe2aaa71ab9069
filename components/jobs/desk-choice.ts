/** The cookie that keeps how a person laid out the desk, so that the first byte has it right. */
export const DESK_COOKIE = 'desk'
const LEAST = 18
export const LARGEST = 80

/** Where the list stands, and its share of the desk in percent in either place; 0: the details have it all. */
export type DeskChoice = { place: Place; above: number; beside: number }
export type Place = 'above' | 'beside'

export const USUAL: Record<Place, number> = { above: 42, beside: 40 }

/** The narrowest screen on which the list may stand beside the details; in the classes of desk.tsx it is written out. */
export const WIDE_ENOUGH = '(min-width: 68.75rem)'

export const within = (percent: number) => Math.round(Math.min(LARGEST, Math.max(LEAST, percent)) * 10) / 10

/** Reads `beside 42 38`: the place, then the shares above and beside. */
export function readDesk(saved: string | undefined): DeskChoice {
  const [place, above, beside] = (saved ?? '').split(' ')
  const share = (text: string | undefined, usual: number) => {
    const size = Number(text)
    return text && (size === 0 || (size >= LEAST && size <= LARGEST)) ? size : usual
  }
  return { place: place === 'beside' ? 'beside' : 'above', above: share(above, USUAL.above), beside: share(beside, USUAL.beside) }
}

export const writeDesk = ({ place, above, beside }: DeskChoice) => `${place} ${above} ${beside}`
