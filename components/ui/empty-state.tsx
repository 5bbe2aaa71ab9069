import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Says what would be here and gives the one button that fills it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 px-6 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-full border border-line bg-subtle text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="max-w-md space-y-1">
        <p className="font-medium text-balance">{title}</p>
        {children && <div className="text-sm text-pretty text-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
