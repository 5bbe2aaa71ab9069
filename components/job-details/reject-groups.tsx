'use client'

import { clsx } from 'clsx'
import { ChevronDown, Sparkles, Wrench } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useEffect, useState } from 'react'
import { askSuggestions } from '#components/job-details/ask-repairs.ts'
import type { Query } from '#components/job-details/query-with.ts'
import type { RejectsQuery } from '#components/job-details/reject-query.ts'
import { mayRepair, type Scope } from '#components/job-details/reject-verbs.ts'
import { rejectsHref } from '#components/job-details/rejects-href.ts'
import { useRepairText } from '#components/job-details/repair-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RejectCount, RejectGroup } from '#jobs/list-rejects.ts'
import type { Repair, RepairSuggestion } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'

type Props = {
  job: JobView
  groups: RejectGroup[]
  counts: RejectCount[] | null
  query: RejectsQuery
  address: Query
  generation: number
  onRepair: (scope: Scope, repair: Repair | undefined) => void
}

/** What mends by taking away is for a person to choose. */
const LOSSY = new Set<Repair['kind']>(['clear', 'cut'])
/** Groups for which a repair is looked for without being asked: each costs a look at its first records. */
const SOUGHT = 6
/** Groups that are shown until all are asked for: the rejects themselves are to be seen below. */
const FEW = 3
/** Records that a suggestion is tried on; of more, only the share is known. */
const LOOKED_AT = 500

/** Rejects by reason and column as bars; a click on one shows only those, a second click all. Each says how it is mended best. */
export function RejectGroups({ job, groups, counts, query, address, generation, onRepair }: Props) {
  const t = useTranslations('rejectsTab')
  const [unfolded, setUnfolded] = useState(false)
  const countOf = (group: RejectGroup) =>
    counts?.reduce(
      (sum, { state, code, column, count }) =>
        code === group.code && column === group.column && (query.state === undefined || state === query.state) ? sum + count : sum,
      0,
    ) ?? null
  const counted = groups
    .map((group) => ({ ...group, count: countOf(group) }))
    .filter(({ count, ...group }) => count !== 0 || isChosen(group, query))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
  const most = Math.max(1, ...counted.map(({ count }) => count ?? 0))
  if (counted.length === 0) return null
  // For one that is left it is no use to fold.
  const folded = !unfolded && counted.length > FEW + 1
  const shown = counted.flatMap((group, index) => (!folded || index < FEW || isChosen(group, query) ? [{ group, index }] : []))
  return (
    <nav aria-label={t('groups')} className="border-b border-line">
      <ul className="grid gap-x-2 gap-y-0.5 px-2 py-1.5 @4xl:grid-cols-2">
        {shown.map(({ group, index }) => (
          <Group
            key={`${group.code} ${group.column}`}
            {...{ job, group, query, address, generation, onRepair }}
            share={(group.count ?? 0) / most}
            sought={index < SOUGHT || isChosen(group, query)}
          />
        ))}
        {counted.length > FEW + 1 && (
          <li className="flex">
            <Button
              look="ghost"
              size="small"
              aria-expanded={unfolded}
              className="grow justify-start! gap-3! pl-2.5"
              onClick={() => setUnfolded(!unfolded)}
            >
              <span className="flex w-14 shrink-0 justify-end max-md:w-10">
                <ChevronDown aria-hidden className={clsx('size-4 transition-transform duration-150', unfolded && 'rotate-180')} />
              </span>
              {unfolded ? t('fewerGroups') : t('moreGroups', { count: counted.length - shown.length })}
            </Button>
          </li>
        )}
      </ul>
    </nav>
  )
}

const isChosen = (group: RejectGroup, { reason, column }: RejectsQuery) =>
  group.code === reason && (column === undefined || group.column === column)

type GroupProps = Omit<Props, 'groups' | 'counts'> & { group: RejectGroup & { count: number | null }; share: number; sought: boolean }

function Group({ job, group, query, address, generation, onRepair, share, sought }: GroupProps) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  const repairText = useRepairText()
  const { code, column, count, examples } = group
  const chosen = isChosen(group, query)
  const mending = query.state === 'open' && mayRepair(job)
  const target = { ...query, record: undefined, ...(chosen ? { reason: undefined, column: undefined } : { reason: code, column }) }
  const scope: Scope = {
    selection: { state: 'open', code, column, ...(query.search.trim() && { search: query.search.trim() }) },
    count,
    code,
    column,
  }
  const best = useSuggestion(job.id, scope.selection, mending && sought, generation)
  return (
    <li
      className={clsx(
        'relative grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 overflow-hidden rounded-md px-2.5 hover:bg-hover max-md:pr-0',
        chosen && 'bg-selected',
      )}
    >
      <span
        aria-hidden
        className={clsx(
          'absolute inset-y-0 left-0 rounded-md bg-danger transition-[width] duration-200',
          chosen ? 'opacity-20' : 'opacity-10',
        )}
        style={{ width: `${share * 100}%` }}
      />
      <Link
        href={rejectsHref(job.id, address, target)}
        prefetch={false}
        scroll={false}
        aria-current={chosen ? 'true' : undefined}
        className="flex min-w-0 items-baseline gap-x-3 rounded-sm text-sm py-1 after:absolute after:inset-0"
      >
        <span className="w-14 shrink-0 text-right max-md:w-10 font-medium tabular-nums">{count === null ? '…' : format.number(count)}</span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <span className="min-w-0 wrap-anywhere">
            {t(`short.${code}`)}
            <span className="text-muted"> · {column ?? t('wholeRecord')}</span>
          </span>
          <span className="min-w-0 flex-1 truncate text-xs text-muted max-md:basis-full">
            {examples.map((example) => t('example', { value: example.replace(/\s+/g, ' ') })).join(' ')}
          </span>
        </span>
      </Link>
      {mending && (
        <Button
          size="small"
          look={best ? 'secondary' : 'ghost'}
          title={best && repairText(best.repair)}
          className="relative max-w-[min(18rem,50cqw)] min-w-0 shrink max-md:h-10 max-md:min-w-10"
          onClick={() => onRepair(scope, best?.repair)}
        >
          {best ? <Sparkles aria-hidden className="size-3.5 shrink-0 text-info" /> : <Wrench aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate max-md:sr-only">{best ? repairText(best.repair) : t('repair')}</span>
          {best?.mends ? (
            <span className="shrink-0 text-xs text-muted">
              {count !== null && count <= LOOKED_AT
                ? t('fit', { fit: Math.round(best.mends * count), count })
                : format.number(best.mends, 'percent')}
            </span>
          ) : null}
          <span className="sr-only">{t('repairGroup', { reason: t(`short.${code}`), column: column ?? t('wholeRecord') })}</span>
        </Button>
      )}
    </li>
  )
}

/** The repair that mends most of these and asks for no more than a yes. */
function useSuggestion(jobId: number, selection: RejectSelection, wanted: boolean, generation: number): RepairSuggestion | undefined {
  const [best, setBest] = useState<RepairSuggestion>()
  const asked = JSON.stringify({ selection })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each generation is looked at once more
  useEffect(() => {
    if (!wanted) return
    const stop = new AbortController()
    askSuggestions(jobId, asked, stop.signal)
      .then((found) => setBest(found.find(({ open, repair }) => !open && !LOSSY.has(repair.kind))))
      // Without it the repair is chosen by hand.
      .catch(() => undefined)
    return () => stop.abort()
  }, [jobId, asked, wanted, generation])
  return wanted ? best : undefined
}
