'use client'

import { clsx } from 'clsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { useTyped } from '#components/ui/use-typed.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Searches when the typing rests; what is typed stays as it is typed. */
export function SearchField({ value, onSearch, className }: { value: string; onSearch: (search: string) => void; className?: string }) {
  const t = useTranslations('list')
  const { typed, type } = useTyped(value, onSearch)
  return (
    <span className={clsx('relative', className)}>
      <SearchInput
        aria-label={t('search')}
        placeholder={t('searchShort')}
        title={t('search')}
        value={typed}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
      />
    </span>
  )
}
