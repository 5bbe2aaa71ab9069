import type { ReactNode } from 'react'

/** A list of facts: what it is, and what it is here. */
export const Terms = ({ children }: { children: ReactNode }) => <dl className="divide-y divide-line px-4 text-sm">{children}</dl>

export function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 py-2">
      <dt className="w-36 shrink-0 wrap-break-word hyphens-auto text-muted @max-md:w-28">{name}</dt>
      <dd className="min-w-0 grow wrap-anywhere">{children}</dd>
    </div>
  )
}
