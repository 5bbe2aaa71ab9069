import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { Input } from '#components/ui/input.tsx'

/** A field for what is searched for, behind its sign; what is around it is `relative`. */
export function SearchInput({ className, ...props }: ComponentProps<'input'>) {
  return (
    <>
      <span className="icon icon-search pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <Input type="search" className={clsx('h-7! pl-8 max-md:h-9! [&::-webkit-search-cancel-button]:hidden', className)} {...props} />
    </>
  )
}
