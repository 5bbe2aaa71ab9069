'use client'

import { clsx } from 'clsx'
import { Popover as Radix } from 'radix-ui'
import { type ReactNode, type RefObject, useRef } from 'react'

type Props = {
  /** The button that opened it: it stands below it, and gives focus back to it. */
  anchor: RefObject<HTMLElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  align?: 'start' | 'end'
  className?: string
  children: ReactNode
}

/** What a button opens beside the page's own content. The button is no part of it, so that this can be loaded when it is asked for. */
export function Popover({ anchor, open, onOpenChange, label, align = 'start', className, children }: Props) {
  const elsewhere = useRef(false)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          // The button closes it by itself; a click on something else leaves focus there.
          onInteractOutside={(event) => {
            if (anchor.current?.contains(event.target as Node)) event.preventDefault()
            else elsewhere.current = true
          }}
          // A part of it that Esc gives up by itself says so.
          onEscapeKeyDown={(event) => (event.target as Element).closest('[data-own-escape]') && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!elsewhere.current) anchor.current?.focus()
            elsewhere.current = false
          }}
          className={clsx(
            'z-50 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-appear flex-col overflow-y-auto rounded-lg border border-line bg-raised shadow-float',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
