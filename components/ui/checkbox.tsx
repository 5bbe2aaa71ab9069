import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** A box to tick with its label; a hint stands below it. */
export function Checkbox({ children, hint, className, ...props }: Omit<ComponentProps<'input'>, 'type'> & { hint?: ReactNode }) {
  return (
    <label
      className={clsx(
        'flex min-w-0 cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover max-md:py-2.5',
        className,
      )}
    >
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-focus" {...props} />
      <span className="min-w-0 break-words">
        {children}
        {hint && <span className="block text-xs text-pretty text-muted">{hint}</span>}
      </span>
    </label>
  )
}
