'use client'

import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { useTranslations } from '#i18n/use-translations.ts'

export type PanelProps = { anchor: RefObject<HTMLElement | null>; open: boolean; onOpenChange: (open: boolean) => void }

type Props = {
  /** What is filtered by; the panel that opens has the same name. */
  name: string
  /** What is chosen, in words; undefined while nothing is. */
  value?: ReactNode
  /** The same as plain text, for those who cannot see all of it. */
  title?: string | undefined
  onClear: () => void
  /** Its code comes when somebody goes for the button. */
  load: () => Promise<unknown>
  panel: (props: PanelProps) => ReactNode
}

/** A filter: a button while nothing is chosen, then what is chosen, with a button that takes it away. How it looks is in app/globals.css. */
export function FilterButton({ name, value, title, onClear, load, panel }: Props) {
  const t = useTranslations('list')
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const active = value !== undefined
  return (
    <span className="flex max-w-60 min-w-0">
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={active && title ? `${name}: ${title}` : undefined}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setAsked(true)
          setOpen(!open)
        }}
        className={clsx('filter-button', active && 'active')}
      >
        {active ? (
          <>
            <span className="font-normal text-muted">{name}</span>
            <span className="flex min-w-0 items-center gap-1.5 truncate normal-nums">{value}</span>
          </>
        ) : (
          name
        )}
      </button>
      {active && (
        <button
          type="button"
          aria-label={t('filter.remove', { name })}
          title={t('filter.remove', { name })}
          onClick={() => {
            // This button goes with what it takes away; focus does not.
            anchor.current?.focus()
            onClear()
          }}
          className="flex h-7 w-6 shrink-0 items-center justify-center rounded-r-md border border-l-0 border-(--selected-line) bg-selected text-muted transition-colors duration-150 hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      {asked && panel({ anchor, open, onOpenChange: setOpen })}
    </span>
  )
}
