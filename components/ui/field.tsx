import { clsx } from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  /** The control's id; its messages are `<id>-problem` and `<id>-hint`, see `describedBy`. */
  id: string
  label: string
  hint?: ReactNode
  problem?: string | undefined
  className?: string
  children: ReactNode
}

/** A control with its label above it and what is to be said about it below. */
export function Field({ id, label, hint, problem, className, children }: Props) {
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      <Problem id={`${id}-problem`}>{problem}</Problem>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** What is wrong, next to where it is; announced when it appears. */
export function Problem({ id, children }: { id?: string; children: ReactNode }) {
  if (!children) return null
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-sm text-pretty text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}

export const describedBy = (id: string, { hint, problem }: { hint?: unknown; problem?: unknown }) =>
  [problem ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined
