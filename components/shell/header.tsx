'use client'

import { Keyboard } from '#components/shell/keyboard.tsx'
import { LanguageSwitch } from '#components/shell/language-switch.tsx'
import { Logo } from '#components/shell/logo.tsx'
import { NavLink } from '#components/shell/nav-link.tsx'
import { NewJobMenu } from '#components/shell/new-job-menu.tsx'
import { SearchButton } from '#components/shell/search-button.tsx'
import type { Theme } from '#components/shell/theme.ts'
import { ThemeSwitch } from '#components/shell/theme-switch.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** What stands above every page, first of all the way past it. */
export function Header({ theme }: { theme: Theme }) {
  const t = useTranslations('shell')
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus-visible:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-bg px-4 max-md:h-14 max-md:px-3 short:h-12">
        <Link
          href="/jobs"
          prefetch={false}
          className="mr-3 flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-tight max-md:mr-0.5"
        >
          <Logo className="size-5 max-md:size-6" />
          <span className="max-md:sr-only">Quayside</span>
        </Link>
        <nav aria-label={t('navigation')} className="flex min-w-0 items-center gap-0.5">
          <NavLink href="/jobs" section="jobs">
            {t('jobs')}
          </NavLink>
          <NavLink href="/statuses" section="statuses">
            {t('statuses')}
          </NavLink>
        </nav>
        <div className="ml-auto flex shrink-0 items-center gap-1.5 max-md:gap-0.5">
          <SearchButton />
          <NewJobMenu />
          <Button asChild look="secondary" className="max-md:hidden">
            <Link href="/jobs/new-export" prefetch={false}>
              <span className="icon icon-arrow-up-from-line size-4 text-muted" />
              <span className="max-lg:sr-only">{t('newExport')}</span>
            </Link>
          </Button>
          <Button asChild look="primary" className="max-md:hidden">
            <Link href="/jobs/new-import" prefetch={false}>
              <span className="icon icon-arrow-down-to-line size-4" />
              {t('newImport')}
            </Link>
          </Button>
          <LanguageSwitch />
          <ThemeSwitch saved={theme} />
        </div>
        <Keyboard />
      </header>
    </>
  )
}
