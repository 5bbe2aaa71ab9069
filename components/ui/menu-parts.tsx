'use client'

import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'

const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 text-sm outline-none select-none data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover max-md:min-h-10'

/** Opens at once: it is loaded when somebody asked for it, see menu.tsx. */
export function OpenedMenu({ trigger, align = 'start', children }: { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode }) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-44 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export function MenuItem({ className, onSelect, ...props }: ComponentProps<typeof DropdownMenu.Item>) {
  return (
    <DropdownMenu.Item
      className={clsx(ITEM, className)}
      onSelect={(event) => {
        // The item is about to go: what it opens gives the keyboard back to the menu's button.
        if (event.currentTarget instanceof HTMLElement) triggerOf(event.currentTarget)?.focus()
        onSelect?.(event)
      }}
      {...props}
    />
  )
}

const triggerOf = (item: HTMLElement) => document.getElementById(item.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? '')

export function MenuRadioGroup({
  value,
  onValueChange,
  children,
}: {
  value: string
  onValueChange: (value: string) => void
  children: ReactNode
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onValueChange}>
      {children}
    </DropdownMenu.RadioGroup>
  )
}

/** One of several of which exactly one is on. */
export function MenuRadio({ value, lang, children }: { value: string; lang?: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem className={ITEM} value={value} lang={lang}>
      <Mark />
      {children}
    </DropdownMenu.RadioItem>
  )
}

const Mark = () => (
  <span className="flex size-4 shrink-0 items-center justify-center">
    <DropdownMenu.ItemIndicator>
      <Check aria-hidden className="size-4" />
    </DropdownMenu.ItemIndicator>
  </span>
)
