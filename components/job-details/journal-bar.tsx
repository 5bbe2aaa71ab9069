'use client'

import { ArrowUpDown, CalendarClock, ChevronDown, ChevronUp, Download, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useFormatter, useLocale } from 'next-intl'
import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from 'react'
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

/** What of the journal is shown, and the ways through it. */
export function JournalBar(props: Props) {
  const { jobId, query, counts, step, field, total, around, hrefOf, onChange, onStep, onGo, onLeaveSearch } = props
  const t = useTranslations('journalTab')
  const problems = counts.warning.count + counts.error.count > 0
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-1.5">
      <nav aria-label={t('levels.label')} className="flex min-w-0 flex-wrap gap-1">
        {[undefined, ...JOURNAL_LEVELS].map((level) => (
          <Button key={level ?? 'all'} asChild look="ghost" size="small" className="aria-[current]:bg-active aria-[current]:text-ink">
            <a
              href={hrefOf({ ...query, level, entry: undefined })}
              aria-current={level === query.level ? 'true' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                onChange({ ...query, level, entry: undefined })
              }}
            >
              {t(`levels.${level ?? 'all'}`)}
              {(level === 'warning' || level === 'error') && counts[level].count > 0 && (
                <span className="rounded-full bg-track px-1.5 text-xs text-ink tabular-nums">
                  <CountedNumber counted={counts[level]} />
                </span>
              )}
            </a>
          </Button>
        ))}
      </nav>
      {problems && (
        <Steps
          icon={TriangleAlert}
          names={{ previous: t('previousProblem'), next: t('nextProblem') }}
          step={step?.what === 'problem' ? step : undefined}
          onStep={(direction) => onStep('problem', direction)}
        />
      )}
      <JournalSearch
        field={field}
        value={query.find ?? ''}
        onSearch={(find) =>
          onChange({ ...query, find: find || undefined, ...(find ? {} : { context: undefined }), entry: undefined }, 'replace')
        }
        onStep={(direction) => query.find && onStep('find', direction)}
        onLeave={onLeaveSearch}
      />
      <div className="ml-auto flex gap-0.5">
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

/** A number that says when it is only a bound. */
function CountedNumber({ counted: { count, more } }: { counted: Counted }) {
  const format = useFormatter()
  return `${format.number(count)}${more ? '+' : ''}`
}

/** To the one before and to the next, and which of all it is. */
export function Steps({
  icon: Icon,
  names,
  step,
  onStep,
}: {
  icon?: LucideIcon
  names: Record<'previous' | 'next', string>
  step: Step | undefined
  onStep: (direction: 'next' | 'previous') => void
}) {
  const t = useTranslations('journalTab')
  const format = useFormatter()
  return (
    <div className="flex items-center">
      {Icon && <Icon aria-hidden className="mr-0.5 size-3.5 text-faint" />}
      <Tooltip content={names.previous}>
        <Button look="ghost" size="icon" className="size-7!" aria-label={names.previous} onClick={() => onStep('previous')}>
          <ChevronUp aria-hidden className="size-4" />
        </Button>
      </Tooltip>
      <Tooltip content={names.next}>
        <Button look="ghost" size="icon" className="size-7!" aria-label={names.next} onClick={() => onStep('next')}>
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      </Tooltip>
      <span role="status" className="min-w-20 pl-1 text-xs whitespace-nowrap text-muted tabular-nums">
        {step &&
          (step.position === null
            ? t('noFurther')
            : step.position.more
              ? t('found', { count: step.total.count, more: String(step.total.more) })
              : t('position', {
                  position: step.position.count,
                  total: `${format.number(step.total.count)}${step.total.more ? '+' : ''}`,
                }))}
      </span>
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
          className={on ? 'size-7! bg-selected text-ink' : 'size-7!'}
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
        <Button look="ghost" size="icon" className="size-7!" aria-label={t('title')} title={t('title')}>
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
