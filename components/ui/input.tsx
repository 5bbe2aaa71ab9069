import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

export const FIELD =
  'w-full rounded-md border border-line-strong bg-bg text-sm text-ink transition-colors duration-150 placeholder:text-faint hover:border-faint focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger max-md:text-base'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={clsx(FIELD, 'h-8 px-2.5 text-ellipsis max-md:h-10', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(FIELD, 'px-2.5 py-1.5', className)} {...props} />
}
