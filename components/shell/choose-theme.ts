import { useSyncExternalStore } from 'react'
import { saveCookie } from '#components/shell/save-cookie.ts'
import { isTheme, THEME_COOKIE, type Theme } from '#components/shell/theme.ts'

const listeners = new Set<() => void>()

/** Puts the colours on the page and keeps them for the next one. */
export function chooseTheme(theme: Theme): void {
  saveCookie(THEME_COOKIE, theme)
  document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
}

/** The theme of the page, whichever part of it was used to choose. */
export function useTheme(saved: Theme): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => {
      const { theme } = document.documentElement.dataset
      return isTheme(theme) ? theme : saved
    },
    () => saved,
  )
}
