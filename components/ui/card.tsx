import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A part of a page with a heading of its own. */
export function Card({
  title,
  aside,
  className,
  children,
}: {
  title?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={clsx('rounded-lg border border-line bg-raised', className)}>
      {title && (
        <header className="flex min-h-10 items-center justify-between gap-3 border-b border-line px-4 py-1.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
