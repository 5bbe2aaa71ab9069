'use client'

import { clsx } from 'clsx'
import { Input } from '#components/ui/input.tsx'
import { useTyped } from '#components/ui/use-typed.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Searches when the typing rests; what is typed stays as it is typed. */
export function SearchField({ value, onSearch, className }: { value: string; onSearch: (search: string) => void; className?: string }) {
  const t = useTranslations('list')
  const { typed, type } = useTyped(value, onSearch)
  return (
    <span className={clsx('relative', className)}>
      <span className="icon icon-search pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('searchShort')}
        title={t('search')}
        value={typed}
        maxLength={200}
        className="h-7! pl-8 max-md:h-9! [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => type(event.target.value)}
      />
    </span>
  )
}
