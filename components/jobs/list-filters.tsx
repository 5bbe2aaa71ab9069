'use client'

import { ChevronDown, Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { isFiltered, type ListQuery } from '#components/jobs/list-query.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuCheckbox, MenuRadio, MenuRadioGroup } from '#components/ui/menu.tsx'
import { JOB_STATUSES } from '#jobs/status.ts'

/** Milliseconds of rest after which what is typed is searched for. */
const TYPING = 250

const KINDS = ['all', 'import', 'export'] as const

type Props = { query: ListQuery; onChange: (query: ListQuery, how: 'push' | 'replace') => void }

export function ListFilters({ query, onChange }: Props) {
  const t = useTranslations('list')
  const statusName = useTranslations('status')
  const { status = [], kind, rejects } = query
  const withRejects = rejects === 'with'
  // A filter begins at the newest jobs again.
  const set = (part: ListQuery) => onChange({ ...query, after: undefined, before: undefined, ...part }, 'push')

  return (
    <search aria-label={t('filters')} className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-md:px-3">
      <Menu
        trigger={
          <Button size="small" className={status.length > 0 ? 'bg-selected' : undefined}>
            {t('statusChosen', { count: status.length })}
            <ChevronDown aria-hidden className="size-3.5 text-faint" />
          </Button>
        }
      >
        {JOB_STATUSES.map((one) => (
          <MenuCheckbox
            key={one}
            checked={status.includes(one)}
            onCheckedChange={(on) => set({ status: JOB_STATUSES.filter((other) => (other === one ? on : status.includes(other))) })}
          >
            <StatusIcon status={one} />
            {statusName(one)}
          </MenuCheckbox>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button size="small" className={kind ? 'bg-selected' : undefined}>
            {t(`kind.${kind ?? 'all'}`)}
            <ChevronDown aria-hidden className="size-3.5 text-faint" />
          </Button>
        }
      >
        <MenuRadioGroup
          value={kind ?? 'all'}
          onValueChange={(value) => set({ kind: value === 'import' || value === 'export' ? value : undefined })}
        >
          {KINDS.map((value) => (
            <MenuRadio key={value} value={value}>
              {t(`kind.${value}`)}
            </MenuRadio>
          ))}
        </MenuRadioGroup>
      </Menu>
      <Button
        size="small"
        aria-pressed={withRejects}
        className={withRejects ? 'bg-selected' : undefined}
        onClick={() => set({ rejects: withRejects ? undefined : 'with' })}
      >
        {t('withRejects')}
      </Button>
      <SearchField
        value={query.search ?? ''}
        onSearch={(search) => onChange({ ...query, after: undefined, before: undefined, search }, 'replace')}
      />
      {isFiltered(query) && (
        <Button look="ghost" size="small" onClick={() => onChange({}, 'push')}>
          <X aria-hidden className="size-3.5" />
          {t('reset')}
        </Button>
      )}
    </search>
  )
}

/** Searches when the typing rests; what is typed stays as it is typed. */
function SearchField({ value, onSearch }: { value: string; onSearch: (search: string) => void }) {
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
    <span className="relative w-80 min-w-40 max-w-full flex-initial max-md:order-first max-md:w-full">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint" />
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        maxLength={200}
        className="h-7! max-md:h-10! pl-8 text-ellipsis [&::-webkit-search-cancel-button]:hidden"
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
