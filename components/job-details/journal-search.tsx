'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Input } from '#components/ui/input.tsx'

/** Milliseconds of rest after which what is typed is searched for. */
const TYPING = 300

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
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  const [sent, setSent] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // The address changed otherwise than by typing: by a reset, or by going back.
  if (known !== value) {
    setKnown(value)
    setSent(undefined)
    if (value !== sent) setTyped(value)
  }

  function send(text: string) {
    clearTimeout(timer.current)
    setSent(text.trim())
    onSearch(text.trim())
  }

  return (
    <span className="relative w-64 min-w-40 flex-1 max-md:order-first max-md:basis-full md:max-w-72">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <Input
        ref={field}
        type="search"
        aria-label={t('search')}
        aria-keyshortcuts="/"
        placeholder={t('search')}
        value={typed}
        maxLength={200}
        className="h-7! pl-8 text-ellipsis max-md:h-10! [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => {
          const text = event.target.value
          setTyped(text)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => send(text), TYPING)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            if (typed.trim() === value) onStep(event.shiftKey ? 'previous' : 'next')
            else send(typed)
          } else if (event.key === 'Escape') {
            event.preventDefault()
            if (typed === '') return onLeave()
            setTyped('')
            send('')
          }
        }}
      />
    </span>
  )
}
