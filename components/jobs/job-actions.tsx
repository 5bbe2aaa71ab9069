'use client'

import { ChevronDown, FilePen, MessageSquareText } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, useTransition } from 'react'
import { toast } from 'sonner'
import { askReason } from '#components/jobs/ask-reason.ts'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import { VERB_ICONS } from '#components/jobs/verb-icons.ts'
import { useLiveStore } from '#components/live/live.tsx'
import { untilLeft } from '#components/live/until-left.ts'
import { useCommand } from '#components/shell/commands.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { persistently } from '#components/ui/persistently.ts'
import { Link, useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { Outcome } from '#jobs/outcome.ts'
import { type JobStatus, type Verb, verbsFrom } from '#jobs/status.ts'

const CancelDialog = dynamic(() => persistently(() => import('#components/jobs/cancel-dialog.tsx')).then((module) => module.CancelDialog))
const PauseDialog = dynamic(() => persistently(() => import('#components/jobs/pause-dialog.tsx')).then((module) => module.PauseDialog))

/** Milliseconds in which a reason can be added to a pause. */
const TIME_TO_EXPLAIN = 12_000

/** The verbs that are asked of the job as a whole. */
type JobVerb = Exclude<Verb, 'retry'>
export type JobVerbs = Record<JobVerb, (input: { jobId: number; reason?: string }) => Promise<Outcome<unknown>>>

/** The buttons that a job has in its status; each asks the server, and a refusal says why. */
export function JobActions({ job, verbs, className }: { job: JobView; verbs: JobVerbs; className?: string }) {
  const t = useTranslations('job')
  const router = useRouter()
  const store = useLiveStore()
  const refusalText = useRefusalText()
  const [asked, setAsked] = useState<JobVerb>()
  const [dialog, setDialog] = useState<'pause' | 'cancel'>()
  const [pending, startTransition] = useTransition()
  const possible = verbsFrom(job.status)
  const close = (open: boolean) => setDialog((now) => (open ? now : undefined))

  function ask(verb: JobVerb, reason?: string) {
    if (pending) return
    setDialog(undefined)
    setAsked(verb)
    startTransition(async () => {
      try {
        const outcome = await verbs[verb]({ jobId: job.id, ...(reason?.trim() ? { reason } : {}) })
        if (!outcome.ok) toast.error(refusalText(outcome.refusal))
        else offerUndo(verb, job.status, reason?.trim())
        // The page agrees with the answer before the button is free again, even where nothing comes live.
        startTransition(() => router.refresh())
      } catch {
        toast.error(t('failed'))
      }
    })
  }

  useCommand('start', () => ask('start'), !pending && possible.includes('start'))
  useCommand('pause', () => ask('pause'), !pending && possible.includes('pause'))
  useCommand('cancel', () => setDialog('cancel'), !pending && possible.includes('cancel'))
  /** What can be taken back at once is not asked about before; why it was done can be told then. */
  function offerUndo(verb: JobVerb, from: JobStatus, reason?: string) {
    const undo = verb === 'pause' ? 'start' : verb === 'start' && from === 'paused' ? 'pause' : undefined
    if (!undo) return
    const onClick = async () => {
      await untilLeft(store, [job.id], 'pausing')
      ask(undo)
    }
    const action = { label: t(`verbs.${undo}`), onClick }
    if (verb === 'start') toast.success(t('did.start', { label: job.label }), { action })
    else if (reason) toast.success(t('did.pause', { label: job.label }), { action })
    else {
      const cancel = { label: t('explain'), onClick: () => askReason({ jobId: job.id, label: job.label }) }
      toast.success(t('did.pause', { label: job.label }), { action, cancel, duration: TIME_TO_EXPLAIN })
    }
  }

  const button = (verb: JobVerb, click: () => void, className?: string) => {
    const Icon = VERB_ICONS[verb]
    return (
      <Button
        key={verb}
        look={verb === 'start' ? 'primary' : 'secondary'}
        pending={pending && asked === verb}
        disabled={pending && asked !== verb}
        className={className}
        onClick={click}
      >
        <Icon aria-hidden className="size-4" />
        {t(`verbs.${verb}`)}
      </Button>
    )
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
    <div role="group" aria-label={t('actions')} className={className}>
      {job.status === 'editing' && (
        <Button asChild className="max-md:flex-1">
          <Link href={{ pathname: '/jobs/[jobId]/edit', params: { jobId: String(job.id) } }} prefetch={false}>
            <FilePen aria-hidden className="size-4" />
            {t('continueEditing')}
          </Link>
        </Button>
      )}
      {possible.includes('start') && button('start', () => ask('start'), 'max-md:flex-1')}
      {possible.includes('pause') && (
        <span className="flex max-md:flex-1">
          {button('pause', () => ask('pause'), 'rounded-r-none max-md:flex-1')}
          <Menu
            align="end"
            trigger={
              <Button disabled={pending} aria-label={t('morePause')} className="-ml-px rounded-l-none px-1.5! max-md:px-3!">
                <ChevronDown aria-hidden className="size-3.5" />
              </Button>
            }
          >
            <MenuItem onSelect={() => setDialog('pause')}>
              <MessageSquareText aria-hidden className="size-4 text-muted" />
              {t('pauseWithReason')}
            </MenuItem>
          </Menu>
        </span>
      )}
      {possible.includes('cancel') && button('cancel', () => setDialog('cancel'), 'max-md:flex-1')}
      {dialog === 'pause' && <PauseDialog label={job.label} open onOpenChange={close} onConfirm={(reason) => ask('pause', reason)} />}
      {dialog === 'cancel' && <CancelDialog job={job} open onOpenChange={close} onConfirm={(reason) => ask('cancel', reason)} />}
    </div>
  )
}
