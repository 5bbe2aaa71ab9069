import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Says what would be here and gives the one button that fills it. */
export function EmptyState({
  icon: Icon,
  title,
  heading: Title = 'p',
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  /** Where it is what the whole page says. */
  heading?: 'p' | 'h1' | 'h2'
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 px-6 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-full border border-line bg-subtle text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="max-w-md space-y-1">
        <Title className="font-medium text-balance">{title}</Title>
        {children && <div className="text-sm text-pretty text-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
