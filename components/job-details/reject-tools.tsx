'use client'

import { clsx } from 'clsx'
import { ChevronDown, Download, X } from 'lucide-react'
import { useFormatter, useLocale } from 'next-intl'
import { useRef } from 'react'
import type { Query } from '#components/job-details/query-with.ts'
import { type RejectsQuery, searchOf } from '#components/job-details/reject-query.ts'
import { rejectsHref } from '#components/job-details/rejects-href.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { useTyped } from '#components/ui/use-typed.ts'
import { Link, useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { REJECT_STATES, type RejectState } from '#jobs/status.ts'

type Props = { job: JobView; query: RejectsQuery; address: Query; sums: Record<RejectState, number | null> }

/** What is shown of the rejects: the state with its numbers, a search, and the way to take them along. */
export function RejectTools({ job, query: { record: _, ...filter }, address, sums }: Props) {
  const t = useTranslations('rejectsTab')
  const locale = useLocale()
  // The record that is open is left behind.
  const query: RejectsQuery = { ...filter, record: undefined }
  const all = searchOf({ ...query, reason: undefined, column: undefined, search: '' })
  const shown = searchOf(query)
  const filtered = query.reason !== undefined || query.column !== undefined || query.search.trim() !== ''
  const file = (kind: 'csv' | 'xlsx', search: URLSearchParams) => `/api/jobs/${job.id}/rejects.${kind}?locale=${locale}&${search}`
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 max-md:gap-x-2 max-md:px-3">
      <States {...{ job, query, address, sums }} />
      <SearchField {...{ job, query, address }} />
      <Menu
        align="end"
        trigger={
          <Button size="small" className="max-md:w-9 max-md:px-0!">
            <Download aria-hidden className="size-3.5 max-md:size-4" />
            <span className="max-md:sr-only">{t('download')}</span>
            <ChevronDown aria-hidden className="size-3.5 text-faint max-md:hidden" />
          </Button>
        }
      >
        {(['csv', 'xlsx'] as const).map((kind) => (
          <MenuItem key={kind} asChild>
            <a href={file(kind, shown)} download>
              {t(filtered ? `files.${kind}Shown` : `files.${kind}`)}
            </a>
          </MenuItem>
        ))}
        {filtered &&
          (['csv', 'xlsx'] as const).map((kind) => (
            <MenuItem key={`${kind} all`} asChild>
              <a href={file(kind, all)} download>
                {t(`files.${kind}`)}
              </a>
            </MenuItem>
          ))}
        <p className="max-w-72 px-2 pt-1 pb-1.5 text-xs text-pretty text-muted">{t('files.hint')}</p>
      </Menu>
    </div>
  )
}

/** The states in which there are rejects, as tabs; on a phone, where several of them need rows of their own, as a menu. */
function States({ job, query, address, sums }: Props) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  // Where nothing was ever tried again or discarded there is nothing to choose.
  const some = REJECT_STATES.filter((state) => state === 'open' || state === query.state || (sums[state] ?? 0) > 0)
  const states = some.length > 1 ? [...some, undefined] : some
  const name = (state: RejectState | undefined) => (
    <>
      {t(`states.${state ?? 'all'}`)}
      {state && sums[state] !== null && <span className="text-xs text-muted">{format.number(sums[state])}</span>}
    </>
  )
  const link = (state: RejectState | undefined) => (
    <Link
      href={rejectsHref(job.id, address, { ...query, state })}
      prefetch={false}
      scroll={false}
      aria-current={state === query.state ? 'true' : undefined}
    >
      {name(state)}
    </Link>
  )
  return (
    <>
      <nav aria-label={t('states.label')} className={clsx('flex flex-wrap gap-1', states.length > 1 && 'max-md:hidden')}>
        {states.map((state) => (
          <Button key={state ?? 'all'} asChild look="ghost" size="small" className="aria-[current]:bg-active aria-[current]:text-ink">
            {link(state)}
          </Button>
        ))}
      </nav>
      {states.length > 1 && (
        <div className="md:hidden">
          <Menu
            trigger={
              <Button size="small">
                {name(query.state)}
                <ChevronDown aria-hidden className="size-3.5 text-faint" />
              </Button>
            }
          >
            {states.map((state) => (
              <MenuItem key={state ?? 'all'} asChild className="justify-between aria-[current]:font-medium">
                {link(state)}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </>
  )
}

function SearchField({ job, query, address }: Omit<Props, 'sums'>) {
  const t = useTranslations('rejectsTab')
  const router = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const { typed, type } = useTyped(query.search, (search) =>
    router.replace(rejectsHref(job.id, address, { ...query, search }), { scroll: false }),
  )
  return (
    <search className="relative min-w-40 flex-1 max-md:min-w-24">
      <SearchInput
        ref={field}
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        className="pr-8"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // The first Esc empties the field, the next one is the page's.
          event.preventDefault()
          if (typed === '') field.current?.blur()
          type('')
        }}
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label={t('searchClear')}
          onClick={() => {
            type('')
            field.current?.focus()
          }}
          className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </search>
  )
}
