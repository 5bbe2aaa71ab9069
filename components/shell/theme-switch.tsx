'use client'

import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { saveCookie } from '#components/shell/save-cookie.ts'
import { isTheme, THEME_COOKIE, THEMES, type Theme } from '#components/shell/theme.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuRadio, MenuRadioGroup } from '#components/ui/menu.tsx'

const ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon }

export function ThemeSwitch({ saved }: { saved: Theme }) {
  const t = useTranslations('shell.theme')
  const [theme, setTheme] = useState(saved)
  const Icon = ICONS[theme]

  function choose(value: string) {
    if (!isTheme(value)) return
    setTheme(value)
    saveCookie(THEME_COOKIE, value)
    document.documentElement.dataset.theme = value
  }

  return (
    <Menu
      align="end"
      trigger={
        <Button look="ghost" size="icon" aria-label={t('label', { theme: t(theme) })}>
          <Icon aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuRadioGroup value={theme} onValueChange={choose}>
        {THEMES.map((value) => (
          <MenuRadio key={value} value={value}>
            {t(value)}
          </MenuRadio>
        ))}
      </MenuRadioGroup>
    </Menu>
  )
}
