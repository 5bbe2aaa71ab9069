import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something to look at that stops nothing. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-xs text-pretty text-warning">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}
