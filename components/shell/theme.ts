/** Light, dark, or as the system says; the choice is a cookie, so that the first byte already has the right colours. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const THEME_COOKIE = 'theme'

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme)
