'use client'

import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Input } from '#components/ui/input.tsx'

/** Milliseconds of rest after which what is typed is searched for. */
const TYPING = 250

/** Searches when the typing rests; what is typed stays as it is typed. */
export function SearchField({ value, onSearch, className }: { value: string; onSearch: (search: string) => void; className?: string }) {
  const t = useTranslations('list')
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
  return (
    <span className={clsx('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('searchShort')}
        title={t('search')}
        value={typed}
        maxLength={200}
        className="h-7! pl-8 text-ellipsis max-md:h-9! [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => {
          const text = event.target.value
          setTyped(text)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => {
            setSent(text.trim())
            onSearch(text.trim())
          }, TYPING)
        }}
      />
    </span>
  )
}
