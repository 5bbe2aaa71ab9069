'use client'

import { clsx } from 'clsx'
import { ArrowUpDown, CalendarClock, ChevronDown, ChevronUp, Download, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useFormatter, useLocale } from 'next-intl'
import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from 'react'
import { LEVEL_LOOKS } from '#components/job-details/entry.tsx'
import { JOURNAL_LEVELS } from '#components/job-details/journal-levels.ts'
import { GoToForm, PeriodForm } from '#components/job-details/journal-popover.tsx'
import { filterOf, type JournalQuery, writeJournalQuery } from '#components/job-details/journal-query.ts'
import { JournalSearch } from '#components/job-details/journal-search.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Counted } from '#jobs/count-journal.ts'
import type { JournalLevel } from '#jobs/journal.ts'

export type Counts = Record<Exclude<JournalLevel, 'info'>, Counted>
export type Step = { what: 'problem' | 'find'; position: Counted | null; total: Counted; id: number | null }

const TOOL = 'size-7! max-md:size-9!'

type Props = {
  jobId: number
  query: JournalQuery
  counts: Counts
  step: Step | undefined
  field: RefObject<HTMLInputElement | null>
  total: number | undefined
  /** When the entry at the upper edge was written. */
  around: string | undefined
  hrefOf: (query: JournalQuery) => string
  onChange: (query: JournalQuery, how?: 'push' | 'replace') => void
  onStep: (what: Step['what'], direction: 'next' | 'previous') => void
  onGo: ComponentProps<typeof GoToForm>['onGo']
  onLeaveSearch: () => void
}

/** What of the journal is shown, and the ways through it: in one row where there is room, with signs for the levels where there is little. */
export function JournalBar(props: Props) {
  const { jobId, query, counts, step, field, total, around, hrefOf, onChange, onStep, onGo, onLeaveSearch } = props
  const t = useTranslations('journalTab')
  const stepText = useStepText()
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-1.5 short:py-1 @max-4xl/journal:gap-x-2">
      <nav aria-label={t('levels.label')} className="flex min-w-0 gap-1 @max-[35rem]/journal:order-2">
        {[undefined, ...JOURNAL_LEVELS].map((level) => (
          <Button
            key={level ?? 'all'}
            asChild
            look="ghost"
            size="small"
            className="aria-[current]:bg-active aria-[current]:text-ink @max-4xl/journal:px-2"
          >
            <a
              href={hrefOf({ ...query, level, entry: undefined })}
              aria-current={level === query.level ? 'true' : undefined}
              title={t(`levels.${level ?? 'all'}`)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                onChange({ ...query, level, entry: undefined })
              }}
            >
              {level ? <LevelName level={level} /> : t('levels.all')}
              {level && level !== 'info' && <CountedNumber counted={counts[level]} />}
            </a>
          </Button>
        ))}
      </nav>
      <Steps
        icon={TriangleAlert}
        names={{ previous: t('previousProblem'), next: t('nextProblem') }}
        disabled={counts.warning.count + counts.error.count === 0}
        className="@max-[35rem]/journal:order-2"
        onStep={(direction) => onStep('problem', direction)}
      >
        {step?.what === 'problem' && stepText(step)}
      </Steps>
      <JournalSearch
        field={field}
        value={query.find ?? ''}
        onSearch={(find) =>
          onChange({ ...query, find: find || undefined, ...(find ? {} : { context: undefined }), entry: undefined }, 'replace')
        }
        onStep={(direction) => query.find && onStep('find', direction)}
        onLeave={onLeaveSearch}
      />
      <div className="ml-auto flex gap-0.5 @max-[35rem]/journal:order-1">
        <Opens icon={CalendarClock} label={t('period.title')} on={Boolean(query.since || query.until)}>
          {(close) => (
            <PeriodForm
              query={query}
              around={around}
              onApply={({ since, until }) => {
                onChange({ ...query, since, until, entry: undefined })
                close()
              }}
            />
          )}
        </Opens>
        <Opens icon={ArrowUpDown} label={t('goTo.title')}>
          {(close) => (
            <GoToForm
              total={total}
              around={around}
              onGo={(place) => {
                onGo(place)
                close()
              }}
            />
          )}
        </Opens>
        <DownloadMenu jobId={jobId} query={query} />
      </div>
    </div>
  )
}

/** In words; where there is little room as the sign that the entries of this level have. */
function LevelName({ level }: { level: JournalLevel }) {
  const t = useTranslations('journalTab.levels')
  const { Icon, tone } = LEVEL_LOOKS[level]
  return (
    <>
      <Icon aria-hidden className={clsx('size-4 @4xl/journal:hidden', tone)} />
      <span className="@max-4xl/journal:sr-only">{t(level)}</span>
    </>
  )
}

/** A number that says when it is only a bound; its place is kept while there is none. */
function CountedNumber({ counted: { count, more } }: { counted: Counted }) {
  const format = useFormatter()
  return (
    <span className={clsx('min-w-7 rounded-full bg-track px-1.5 text-center text-xs text-ink tabular-nums', count === 0 && 'invisible')}>
      {format.number(count)}
      {more && '+'}
    </span>
  )
}

/** Says to which of all a step has led. */
export function useStepText(): (step: Step) => string {
  const t = useTranslations('journalTab')
  const format = useFormatter()
  return ({ position, total }) => {
    if (position === null) return t('noFurther')
    if (position.more) return t('found', { count: total.count, more: String(total.more) })
    return t('position', { position: position.count, total: `${format.number(total.count)}${total.more ? '+' : ''}` })
  }
}

type StepsProps = {
  icon?: LucideIcon
  names: Record<'previous' | 'next', string>
  disabled?: boolean
  className?: string
  onStep: (direction: 'next' | 'previous') => void
  /** To which of them the last step has led. */
  children?: ReactNode
}

/** To the one before and to the next. */
export function Steps({ icon: Icon, names, disabled, className, onStep, children }: StepsProps) {
  return (
    <div className={clsx('flex items-center', className)}>
      {Icon && <Icon aria-hidden className="mr-0.5 size-3.5 text-faint @max-4xl/journal:hidden" />}
      {(['previous', 'next'] as const).map((direction) => {
        const Arrow = direction === 'next' ? ChevronDown : ChevronUp
        return (
          <Tooltip key={direction} content={names[direction]}>
            <Button
              look="ghost"
              size="icon"
              className={TOOL}
              disabled={disabled}
              aria-label={names[direction]}
              onClick={() => onStep(direction)}
            >
              <Arrow aria-hidden className="size-4" />
            </Button>
          </Tooltip>
        )
      })}
      {children !== undefined && (
        <span role="status" className="pl-1 text-xs whitespace-nowrap text-muted tabular-nums @4xl/journal:min-w-20">
          {children}
        </span>
      )}
    </div>
  )
}

/** A button with a form that comes when it is asked for. */
function Opens({
  icon: Icon,
  label,
  on = false,
  children,
}: {
  icon: LucideIcon
  label: string
  on?: boolean
  children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Tooltip content={label}>
        <Button
          ref={button}
          look="ghost"
          size="icon"
          className={clsx(TOOL, on && 'bg-selected text-ink')}
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon aria-hidden className="size-4" />
        </Button>
      </Tooltip>
      <Popover anchor={button} open={open} onOpenChange={setOpen} label={label} align="end">
        {children(() => setOpen(false))}
      </Popover>
    </>
  )
}

const FILES = ['txt', 'csv', 'jsonl'] as const

function DownloadMenu({ jobId, query }: { jobId: number; query: JournalQuery }) {
  const t = useTranslations('journalTab.download')
  const locale = useLocale()
  const filter = writeJournalQuery(filterOf(query))
  const filtered = Object.keys(filter).length > 0
  const href = (asked: Record<string, string>) => `/api/jobs/${jobId}/journal/download?${new URLSearchParams({ ...asked, locale })}`
  return (
    <Menu
      align="end"
      trigger={
        <Button look="ghost" size="icon" className={TOOL} aria-label={t('title')} title={t('title')}>
          <Download aria-hidden className="size-4" />
        </Button>
      }
    >
      {filtered && (
        <>
          <p className="px-2 pt-1.5 pb-1 text-xs text-muted">{t('filtered')}</p>
          {FILES.map((format) => (
            <MenuItem key={format} asChild>
              <a href={href({ ...filter, format })} download>
                {t(format)}
              </a>
            </MenuItem>
          ))}
          <p className="mt-1 border-t border-line px-2 pt-2 pb-1 text-xs text-muted">{t('whole')}</p>
        </>
      )}
      {FILES.map((format) => (
        <MenuItem key={format} asChild>
          <a href={href({ format })} download>
            {t(format)}
          </a>
        </MenuItem>
      ))}
    </Menu>
  )
}
