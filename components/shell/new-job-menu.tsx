'use client'

import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Both new jobs behind one button, where the header has no room for two. */
export function NewJobMenu() {
  const t = useTranslations('shell')
  return (
    <Menu
      align="end"
      trigger={
        <Button look="primary" size="icon" aria-label={t('newJob')} className="md:hidden">
          <span className="icon icon-plus size-5" />
        </Button>
      }
    >
      <MenuItem asChild>
        <Link href="/jobs/new-import" prefetch={false}>
          <span className="icon icon-arrow-down-to-line size-4 text-muted" />
          {t('newImport')}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/jobs/new-export" prefetch={false}>
          <span className="icon icon-arrow-up-from-line size-4 text-muted" />
          {t('newExport')}
        </Link>
      </MenuItem>
    </Menu>
  )
}
