'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useReturnedFocus } from '#components/ui/use-returned-focus.ts'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the one that acts last. */
  actions: ReactNode
}

/** A question that must be answered before anything else; Esc is no. */
export function Dialog({ open, onOpenChange, title, description, children, actions }: Props) {
  const focus = useReturnedFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 animate-fade" />
        <Radix.Content
          {...focus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="fixed top-1/2 left-1/2 z-50 flex animate-fade max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-1/2 flex-col gap-4 overflow-y-auto rounded-xl border border-line bg-raised p-5 shadow-float max-md:top-auto max-md:bottom-4 max-md:translate-y-0"
        >
          <div className="space-y-1.5">
            <Radix.Title className="text-lg font-semibold text-balance">{title}</Radix.Title>
            {description && (
              <Radix.Description asChild>
                <div className="text-muted">{description}</div>
              </Radix.Description>
            )}
          </div>
          {children}
          <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 bg-raised px-5 pb-5 max-md:flex-col-reverse">{actions}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
