'use client'

import { CircleCheck, FilePen, Hourglass, type LucideIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react'
import { countSelected } from '#components/job-details/count-selected.ts'
import type { Query } from '#components/job-details/query-with.ts'
import { RejectBar } from '#components/job-details/reject-bar.tsx'
import { RejectGroups } from '#components/job-details/reject-groups.tsx'
import { RejectList } from '#components/job-details/reject-list.tsx'
import { type News, RejectNews } from '#components/job-details/reject-news.tsx'
import { type RejectsQuery, selectionOf } from '#components/job-details/reject-query.ts'
import type { RecordActions } from '#components/job-details/reject-record.tsx'
import { RejectTools } from '#components/job-details/reject-tools.tsx'
import { mayRetry, type RejectVerbs, type Scope, useAsk } from '#components/job-details/reject-verbs.ts'
import { rejectsHref } from '#components/job-details/rejects-href.ts'
import { useFocusPlace } from '#components/job-details/use-focus-place.ts'
import { useRejectCounts } from '#components/job-details/use-reject-counts.ts'
import { useRejectDrafts } from '#components/job-details/use-reject-drafts.ts'
import { useJob } from '#components/live/live.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { persistently } from '#components/ui/persistently.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RejectCount, RejectGroup, RejectPage } from '#jobs/list-rejects.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import type { JobStatus } from '#jobs/status.ts'

const RepairPanel = dynamic(() =>
  persistently(() => import('#components/job-details/reject-repair.tsx')).then((module) => module.RejectRepair),
)
const DiscardDialog = dynamic(() =>
  persistently(() => import('#components/job-details/reject-discard.tsx')).then((module) => module.RejectDiscard),
)

type Props = {
  job: JobView
  groups: RejectGroup[]
  /** Null: not counted yet. */
  counts: RejectCount[] | null
  page: RejectPage
  query: RejectsQuery
  /** Of the page, with what the list of jobs is filtered by. */
  address: Query
  /** Names of the file's columns. */
  columns: string[]
  verbs: RejectVerbs
}

/** Milliseconds between two readings of a list that is short enough to be kept whole while the job runs. */
const QUIET = 1500

/** Every refused record: grouped by reason, listed in the order of the file, to repair and try again, to discard, to download. */
export function Rejects({ job: rendered, page, query, address, columns, verbs, ...initial }: Props) {
  const t = useTranslations('rejectsTab')
  const job = useJob(rendered)
  const ask = useAsk()
  const [generation, renew] = useReducer((before: number) => before + 1, 0)
  const { groups, counts, sums, failed: uncounted, recount } = useRejectCounts(job.id, query, initial, generation)
  const [ticked, setTicked] = useState<ReadonlySet<number>>(NONE)
  const [drafts, keepDraft] = useRejectDrafts(job.id)
  const [repairing, setRepairing] = useState<{ scope: Scope; repair?: Repair | undefined }>()
  const [discarding, setDiscarding] = useState<Scope>()
  const [news, setNews] = useState<News>()
  /** A retry that was asked for here: of how many, of how many rejects that there were, and the job's version since. */
  const [trying, setTrying] = useState<{ count: number; rejects: number; version: string }>()

  const left = job.retry?.left ?? 0
  const open = Math.max(0, job.counters.rejects - job.discarded - left)
  const atRest = mayRetry(job) || job.status === 'paused' || job.status === 'cancelled'

  // What the list shows is old once the job is another one: read again at once when it rests, now and then while it runs.
  const mark = atRest ? job.version : `${open} ${job.discarded} ${left === 0}`
  const seen = useRef(mark)
  const whole = page.next === null && page.previous === null
  useEffect(() => {
    if (seen.current === mark || (!atRest && !whole)) return
    const timer = setTimeout(
      () => {
        seen.current = mark
        renew()
      },
      atRest ? 0 : QUIET,
    )
    return () => clearTimeout(timer)
  }, [mark, atRest, whole])

  // Over once the job has waited for a worker and rests again.
  if (trying && job.version >= trying.version && job.retry === null && atRest) {
    const loaded = Math.max(0, trying.rejects - job.counters.rejects)
    setTrying(undefined)
    setNews({ kind: 'retried', loaded, refused: Math.max(0, trying.count - loaded) })
  }

  // A link to a record that has another state by now shows it among all. One that changes while it is open takes no list along.
  const router = useRouter()
  const { record } = query
  const [astray] = useState(record !== undefined && page.rejects[0]?.record !== record)
  const widen = useEffectEvent(() => router.replace(rejectsHref(job.id, address, { ...EVERY, record }), { scroll: false }))
  useEffect(() => {
    if (astray) widen()
  }, [astray])

  const scope = useScope(query, ticked, counts)
  const done = useCallback((told?: News) => {
    setTicked(NONE)
    setNews(told)
    renew()
  }, [])

  /** With its number as soon as that is known. */
  const counted = (scope: Scope): Scope => ({ ...scope, count: scope.count ?? countSelected(counts, scope.selection) })

  async function retry({ selection }: Scope) {
    const { rejects } = job.counters
    asker.current = document.activeElement
    const value = await ask(() => verbs.retry({ jobId: job.id, selection }))
    if (!value) return
    setTrying({ count: value.count, rejects, version: value.version })
    done()
  }

  async function discard({ selection }: Scope, reason: string) {
    const value = await ask(() => verbs.discard({ jobId: job.id, selection, ...(reason.trim() ? { reason } : {}) }))
    setDiscarding(undefined)
    if (!value) return
    const discarded = { ...selection, state: 'discarded' as const, decidedAt: value.at }
    done({ kind: 'discarded', count: value.count, undo: () => undo(verbs.reopen, discarded) })
  }

  async function undo(verb: RejectVerbs['reopen'] | RejectVerbs['restore'], selection: RejectSelection) {
    const value = await ask(() => verb({ jobId: job.id, selection }))
    if (value) done({ kind: verb === verbs.restore ? 'restored' : 'reopened', count: value.count })
  }

  async function repair(scope: Scope, repairs: Repair[], andRetry: boolean): Promise<boolean> {
    const { selection } = scope
    const asked = { jobId: job.id, selection, repair: repairs }
    if (andRetry) {
      const { rejects } = job.counters
      const value = await ask(() => verbs.repairAndRetry(asked))
      if (!value) return false
      setTrying({ count: value.retried, rejects, version: value.version })
      done()
      return true
    }
    const value = await ask(() => verbs.repair(asked))
    if (!value) return false
    done({
      kind: 'repaired',
      count: value.changed,
      undo: () => undo(verbs.restore, { ...selection, decidedAt: value.at }),
      retry: mayRetry(job) ? () => latest.current.retry(scope) : undefined,
    })
    return true
  }

  const latest = useRef({ repair, retry, undo })
  useEffect(() => {
    latest.current = { repair, retry, undo }
  })
  const newsPlace = useRef<HTMLDivElement>(null)
  const focusHandlers = useFocusPlace(newsPlace)
  const asker = useRef<Element>(null)
  // The same outcome where a retry was over before its button was seen to be out of use: whoever waits there is led to what came of it.
  useEffect(() => {
    if (news?.kind !== 'retried') return
    if (asker.current && asker.current === document.activeElement) newsPlace.current?.focus({ preventScroll: true })
    asker.current = null
  }, [news])
  // The same functions for good, so that no row is drawn anew while the job counts on.
  const [actions] = useState(
    (): RecordActions => ({
      onRepair: (scope, repairs, andRetry) => latest.current.repair(scope, repairs, andRetry),
      onRetry: (scope) => latest.current.retry(scope),
      onDiscard: setDiscarding,
      onUndo: (verb, selection) => latest.current.undo(verbs[verb], selection),
    }),
  )

  const stale = sums ? open - sums.open : 0
  const none = counts?.length === 0 && open + left + job.discarded === 0
  if (none && query.search === '') return <NoRejects status={job.status} kind={job.kind} />
  return (
    <div className="@container flex min-h-full flex-col" {...focusHandlers}>
      <h2 className="sr-only">{t('title')}</h2>
      <RejectTools
        job={job}
        query={query}
        address={address}
        sums={{ open, retrying: left, discarded: job.discarded, loaded: sums?.loaded ?? null }}
      />
      <RejectGroups
        job={job}
        groups={groups}
        counts={counts}
        query={query}
        address={address}
        generation={generation}
        onRepair={(scope, repair) => setRepairing({ scope, repair })}
      />
      <RejectBar
        job={job}
        query={query}
        scope={scope}
        ticked={ticked.size}
        uncounted={uncounted}
        onRecount={recount}
        onUntick={() => setTicked(NONE)}
        onRepair={() => setRepairing({ scope })}
        onRetry={() => retry(scope)}
        onDiscard={() => setDiscarding(scope)}
        onReopen={() => undo(verbs.reopen, scope.selection)}
      />
      <RejectNews
        place={newsPlace}
        job={job}
        news={news}
        onDismiss={() => setNews(undefined)}
        fresh={whole || query.state !== 'open' ? 0 : Math.max(0, stale)}
        onFresh={renew}
      />
      <RejectList
        key={JSON.stringify({ ...query, record: undefined })}
        job={job}
        initial={page}
        query={query}
        generation={generation}
        ticked={ticked}
        onTick={setTicked}
        drafts={drafts}
        onDraft={keepDraft}
        {...actions}
      />
      {repairing && (
        <RepairPanel
          job={job}
          columns={columns}
          scope={counted(repairing.scope)}
          repair={repairing.repair}
          onClose={() => setRepairing(undefined)}
          onRepair={async (repairs, andRetry) => {
            if (await repair(repairing.scope, repairs, andRetry)) setRepairing(undefined)
          }}
        />
      )}
      {discarding && (
        <DiscardDialog
          scope={counted(discarding)}
          onClose={() => setDiscarding(undefined)}
          onConfirm={(reason) => discard(discarding, reason)}
        />
      )}
    </div>
  )
}

const EVERY: RejectsQuery = { state: undefined, reason: undefined, column: undefined, search: '', record: undefined }
const NONE: ReadonlySet<number> = new Set()

/** What the buttons mean: the ticked ones, or all that the filter leaves. */
function useScope(query: RejectsQuery, ticked: ReadonlySet<number>, counts: RejectCount[] | null): Scope {
  if (ticked.size > 0) return { selection: { records: [...ticked] }, count: ticked.size }
  const selection: RejectSelection = { state: 'open', ...selectionOf(query) }
  const [only, ...others] = counts?.filter((group) => countSelected([group], selection)) ?? []
  const alike = only && others.every(({ code, column }) => code === only.code && column === only.column)
  return { selection, count: countSelected(counts, selection), ...(alike && { code: only.code, column: only.column }) }
}

const STAGES: Record<JobStatus, 'notStarted' | 'underway' | 'finished'> = {
  editing: 'notStarted',
  running: 'underway',
  pausing: 'underway',
  paused: 'underway',
  cancelling: 'underway',
  cancelled: 'underway',
  finished: 'finished',
  finished_with_errors: 'underway',
  server_shutdown: 'underway',
}
const ICONS: Record<'notStarted' | 'underway' | 'finished' | 'export', LucideIcon> = {
  notStarted: FilePen,
  underway: Hourglass,
  finished: CircleCheck,
  export: CircleCheck,
}

function NoRejects({ status, kind }: { status: JobStatus; kind: JobView['kind'] }) {
  const t = useTranslations('rejectsTab.empty')
  const stage = kind === 'export' ? 'export' : STAGES[status]
  return (
    <EmptyState icon={ICONS[stage]} title={t(`${stage}.title`)}>
      {t(`${stage}.text`)}
    </EmptyState>
  )
}
