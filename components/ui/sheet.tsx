'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useReturnedFocus } from '#components/ui/use-returned-focus.ts'

type Props = {
  onClose: () => void
  title: string
  description?: ReactNode
  close: string
  children: ReactNode
  /** The buttons, the one that acts last. */
  actions: ReactNode
}

/** A panel beside what it is about, on a phone from below; it is there as long as it is rendered, Esc leaves it. */
export function Sheet({ onClose, title, description, close, children, actions }: Props) {
  const focus = useReturnedFocus()
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/30 animate-fade" />
        <Radix.Content
          {...focus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="fixed inset-y-0 right-0 z-50 flex w-[min(38rem,100vw)] animate-fade flex-col border-l border-line bg-raised shadow-float max-md:inset-x-0 max-md:top-auto max-md:max-h-[92dvh] max-md:w-full max-md:rounded-t-xl max-md:border-t max-md:border-l-0"
        >
          <header className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-5 max-md:pl-4">
            <div className="min-w-0 flex-1 space-y-0.5">
              <Radix.Title className="text-lg leading-7 font-semibold text-balance">{title}</Radix.Title>
              {description && (
                <Radix.Description asChild>
                  <div className="text-sm text-muted wrap-anywhere">{description}</div>
                </Radix.Description>
              )}
            </div>
            <Button look="ghost" size="icon" aria-label={close} onClick={onClose}>
              <X aria-hidden className="size-4" />
            </Button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4 max-md:px-4">{children}</div>
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-md:flex-col-reverse max-md:px-4 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
            {actions}
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
