import type { ReactNode } from 'react'

/** The page on which a job begins: one question. */
export function FirstStep({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-5 px-4 py-10 max-md:px-3 max-md:py-6">
        <div className="space-y-1">
          <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
          <p className="text-pretty text-muted">{text}</p>
        </div>
        {children}
      </div>
    </div>
  )
}
