import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { FIELD } from '#components/ui/input.tsx'

/** The browser's own select in the house's look: it works on every phone and with every screen reader. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={clsx('relative inline-flex w-full', className)}>
      <select className={clsx(FIELD, 'h-8 appearance-none truncate pr-8 pl-2.5 max-md:h-10')} {...props}>
        {children}
      </select>
      <span className="icon icon-chevron-down pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-faint" />
    </span>
  )
}
