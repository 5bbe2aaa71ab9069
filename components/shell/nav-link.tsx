'use client'

import { clsx } from 'clsx'
import { useSelectedLayoutSegment } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from '#i18n/navigation.ts'

/** @param section the folder of app/[locale]/ that it leads to */
export function NavLink({ href, section, children }: { href: '/jobs' | '/statuses'; section: string; children: ReactNode }) {
  const here = useSelectedLayoutSegment() === section
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'min-w-0 truncate rounded-md px-2.5 py-1.5 text-sm transition-colors duration-150 hover:bg-hover hover:text-ink max-md:px-1 max-md:py-2.5',
        here ? 'font-medium text-ink' : 'text-muted',
      )}
    >
      {children}
    </Link>
  )
}
