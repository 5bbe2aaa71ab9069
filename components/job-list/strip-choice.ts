/** The cookie that keeps whether a person wants to see the strip of jobs over time. */
export const STRIP_COOKIE = 'strip'

export const readStrip = (saved: string | undefined) => saved !== 'off'
export const writeStrip = (shown: boolean) => (shown ? 'on' : 'off')
