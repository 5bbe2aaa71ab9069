'use client'

import { clsx } from 'clsx'
import { LoaderCircle, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AllMatching, Selection } from '#components/bulk/selection.ts'
import { type ChosenNow, useChosen } from '#components/bulk/use-chosen.ts'
import { useManyRun } from '#components/bulk/use-many-run.ts'
import { BAR_ID } from '#components/bulk/use-selection.ts'
import { VERB_ICONS } from '#components/jobs/verb-icons.ts'
import { useCommand } from '#components/shell/commands.ts'
import { Button } from '#components/ui/button.tsx'
import { persistently } from '#components/ui/persistently.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Count } from '#jobs/count-jobs.ts'
import { MANY_VERBS, type ManyVerb } from '#jobs/status.ts'

const ManyDialog = dynamic(() => persistently(() => import('#components/bulk/many-dialog.tsx')).then((module) => module.ManyDialog))
const OutcomeDialog = dynamic(() =>
  persistently(() => import('#components/bulk/outcome-dialog.tsx')).then((module) => module.OutcomeDialog),
)

type Props = { selection: Selection; search: string }

/** What is chosen, what can be done with it, how far that is, and what became of each job. */
export function BulkBar({ selection, search }: Props) {
  const t = useTranslations('bulk')
  const chosen = useChosen(selection)
  const { run, expected, start, stop, close } = useManyRun(selection)
  const [asking, setAsking] = useState<ManyVerb>()
  const running = run?.state === 'running'

  useCommand(
    'chosen',
    () => document.querySelector<HTMLElement>(`#${BAR_ID} button:enabled[data-verb]`)?.focus(),
    selection.any() && !running,
  )
  const clear = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || running || !selection.any() || asking) return
    // Menus, dialogs and fields have an Esc of their own.
    if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return
    if ((event.target as Element).matches('textarea, select, input:not([type="checkbox"])')) return
    event.preventDefault()
    event.stopPropagation()
    leave()
  })
  useEffect(() => {
    // Before the page's own Esc, which goes one step back.
    const listen = (event: KeyboardEvent) => clear(event)
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])

  /** The bar goes, and the keyboard back to the row it came from. */
  function leave() {
    const inside = document.activeElement?.closest(`#${BAR_ID}`)
    selection.clear()
    if (inside) document.querySelector<HTMLElement>(`tr[data-job="${selection.anchor()}"] a, tr[data-job] a`)?.focus()
  }

  function ask(verb: ManyVerb) {
    // What few are started can be paused again; all else is asked first.
    if (verb === 'start' && !chosen.all) start({ verb, chosen, search })
    else setAsking(verb)
  }

  const shown = running || selection.any()
  // When what was chosen is done with, the bar goes, and takes the keyboard's place with it.
  const wasShown = useRef(false)
  useEffect(() => {
    if (wasShown.current && !shown && document.activeElement === document.body)
      (document.querySelector<HTMLElement>('tr[data-job] a') ?? document.getElementById('main'))?.focus()
    wasShown.current = shown
  }, [shown])
  return (
    <>
      {shown && (
        <section
          id={BAR_ID}
          aria-label={t('bar')}
          className="pointer-events-auto flex max-w-full min-w-0 animate-rise flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-lg border border-line-strong bg-raised py-1.5 pr-2 pl-3 text-sm shadow-float cards:w-full cards:rounded-b-none cards:border-x-0 cards:border-b-0 cards:px-3 cards:py-2"
        >
          {running ? (
            <Running run={run} expected={expected} onStop={stop} />
          ) : (
            <>
              <Chosen chosen={chosen} selection={selection} search={search} onClear={leave} />
              <div className="flex gap-1 cards:w-full">
                {MANY_VERBS.map((verb) => (
                  <VerbButton key={verb} verb={verb} possible={chosen.possible[verb]} total={chosen.total} onClick={() => ask(verb)} />
                ))}
              </div>
            </>
          )}
        </section>
      )}
      <p role="status" className="sr-only">
        {selection.any() && !running && t('chosen', counted(chosen.total))}
      </p>
      {asking && (
        <ManyDialog
          verb={asking}
          chosen={chosen}
          onClose={() => setAsking(undefined)}
          onConfirm={(reason) => {
            setAsking(undefined)
            start({ verb: asking, chosen, search, reason })
          }}
        />
      )}
      {run && run.state !== 'running' && <OutcomeDialog run={run} onClose={close} />}
    </>
  )
}

/** As the catalogs take it. */
const counted = ({ count, more }: Count) => ({ count, more: String(more) })

type ChosenProps = { chosen: ChosenNow; selection: Selection; search: string; onClear: () => void }

/** How many, and the offer of all that match where the page is full of chosen ones. */
function Chosen({ chosen, selection, search, onClear }: ChosenProps) {
  const t = useTranslations('bulk')
  const [offered, setOffered] = useState<AllMatching>()
  const wholePage = !chosen.all && selection.onPage() === 'all'

  useEffect(() => {
    if (!wholePage) return
    const abort = new AbortController()
    fetch(`/api/jobs/many?${search}`, { signal: abort.signal })
      .then(async (response) => response.ok && setOffered({ ...(await response.json()), search }))
      // Without the number nothing is offered; the next tick asks again.
      .catch(() => {})
    return () => abort.abort()
  }, [wholePage, search])
  const offer =
    wholePage && offered?.search === search && (offered.total.more || offered.total.count > chosen.total.count) ? offered : undefined

  return (
    <div className="flex min-w-0 items-center gap-2 cards:w-full">
      <Button look="ghost" size="icon" className="-ml-1.5 size-7!" aria-label={t('clear')} title={t('clear')} onClick={onClear}>
        <X aria-hidden className="size-4" />
      </Button>
      <span className="font-medium whitespace-nowrap">{t('chosen', counted(chosen.total))}</span>
      {!chosen.all && !wholePage && (
        <Button look="ghost" size="small" className="hidden! min-w-0 shrink! text-info! cards:inline-flex!" onClick={selection.togglePage}>
          <span className="truncate">{t('selectPage')}</span>
        </Button>
      )}
      {offer && (
        <Button look="ghost" size="small" className="min-w-0 shrink! text-info!" onClick={() => selection.takeAll(offer)}>
          <span className="truncate">{t('takeAll', counted(offer.total))}</span>
        </Button>
      )}
    </div>
  )
}

function VerbButton({ verb, possible, total, onClick }: { verb: ManyVerb; possible: Count; total: Count; onClick: () => void }) {
  const t = useTranslations('bulk')
  const verbs = useTranslations('job.verbs')
  const Icon = VERB_ICONS[verb]
  const any = possible.count > 0 || possible.more
  const some = any && (possible.count < total.count || possible.more !== total.more)
  return (
    <Button
      look="ghost"
      size="small"
      data-verb={verb}
      disabled={!any}
      className={clsx(
        'gap-1.5 cards:h-auto! cards:min-h-12 cards:min-w-0 cards:flex-1 cards:flex-col cards:justify-start cards:gap-0.5 cards:px-1 cards:py-1',
        verb === 'delete' ? 'text-danger!' : 'text-ink!',
      )}
      onClick={onClick}
    >
      <Icon aria-hidden className="size-4 cards:size-4.5" />
      <span className="truncate">{verbs(verb)}</span>
      {some && (
        <span className="font-normal text-muted cards:text-xs">
          {t('some', { possible: amount(t, possible), total: amount(t, total) })}
        </span>
      )}
    </Button>
  )
}

const amount = (t: ReturnType<typeof useTranslations<'bulk'>>, count: Count) => t('amount', counted(count))

type RunningProps = { run: { verb: ManyVerb; done: number[]; refused: unknown[] }; expected: Count; onStop: () => void }

function Running({ run, expected, onStop }: RunningProps) {
  const t = useTranslations('bulk')
  const [stopping, setStopping] = useState(false)
  const through = run.done.length + run.refused.length
  return (
    <div className="flex min-w-0 items-center gap-3 cards:w-full">
      <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted" />
      <span className="min-w-0 flex-1">
        {t(`progress.${run.verb}`)} {t('some', { possible: amount(t, { count: through, more: false }), total: amount(t, expected) })}
        <progress
          aria-label={t(`progress.${run.verb}`)}
          className="mt-1 h-1 w-56 max-w-full cards:w-full"
          max={Math.max(expected.count, through)}
          value={through}
        />
      </span>
      <Button
        size="small"
        pending={stopping}
        onClick={() => {
          setStopping(true)
          onStop()
        }}
      >
        {t('stop')}
      </Button>
    </div>
  )
}
