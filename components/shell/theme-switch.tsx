'use client'

import { chooseTheme, useTheme } from '#components/shell/choose-theme.ts'
import { isTheme, THEMES, type Theme } from '#components/shell/theme.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuRadio, MenuRadioGroup } from '#components/ui/menu.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

const ICONS: Record<Theme, string> = { system: 'icon-monitor', light: 'icon-sun', dark: 'icon-moon' }

export function ThemeSwitch({ saved }: { saved: Theme }) {
  const t = useTranslations('shell.theme')
  const theme = useTheme(saved)

  return (
    <Menu
      align="end"
      trigger={
        <Button look="ghost" size="icon" aria-label={t('label', { theme: t(theme) })}>
          <span className={`icon ${ICONS[theme]} size-4`} />
        </Button>
      }
    >
      <MenuRadioGroup value={theme} onValueChange={(value) => isTheme(value) && chooseTheme(value)}>
        {THEMES.map((value) => (
          <MenuRadio key={value} value={value}>
            {t(value)}
          </MenuRadio>
        ))}
      </MenuRadioGroup>
    </Menu>
  )
}
