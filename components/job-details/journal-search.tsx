'use client'

import type { RefObject } from 'react'
import { SearchInput } from '#components/ui/search-input.tsx'
import { useTyped } from '#components/ui/use-typed.ts'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  field: RefObject<HTMLInputElement | null>
  value: string
  onSearch: (text: string) => void
  /** Enter, or with Shift: to the next find, or to the one before. */
  onStep: (direction: 'next' | 'previous') => void
  /** Esc in an empty field. */
  onLeave: () => void
}

/** Searches when the typing rests; what is typed stays as it is typed. */
export function JournalSearch({ field, value, onSearch, onStep, onLeave }: Props) {
  const t = useTranslations('journalTab')
  const { typed, type, send } = useTyped(value, onSearch)

  return (
    <span className="relative min-w-24 flex-1 basis-32 @max-[35rem]/journal:order-1 @max-[35rem]/journal:basis-[calc(100%-9rem)] @4xl/journal:max-w-72">
      <SearchInput
        ref={field}
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={t('search')}
        value={typed}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            if (typed.trim() === value) onStep(event.shiftKey ? 'previous' : 'next')
            else send(typed)
          } else if (event.key === 'Escape') {
            event.preventDefault()
            if (typed === '') return onLeave()
            send('')
          }
        }}
      />
    </span>
  )
}
