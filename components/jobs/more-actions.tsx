'use client'

import { BookmarkPlus, Ellipsis, RotateCw, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { toast } from 'sonner'
import { useListSearch } from '#components/jobs/addresses.ts'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { persistently } from '#components/ui/persistently.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { Outcome } from '#jobs/outcome.ts'
import { DELETABLE } from '#jobs/status.ts'

const DeleteDialog = dynamic(() => persistently(() => import('#components/bulk/delete-dialog.tsx')).then((module) => module.DeleteDialog))

const SaveTemplate = dynamic(() =>
  persistently(() => import('#components/templates/save-template.tsx')).then((module) => module.SaveTemplate),
)

export type MoreVerbs = {
  runAgain: (input: { jobId: number }) => Promise<Outcome<{ jobId: number }>>
  remove: (input: { jobId: number }) => Promise<Outcome<unknown>>
  templates: Pick<TemplateActions, 'save' | 'edit'>
}

type Props = {
  job: JobView
  label: string
  verbs: MoreVerbs
  /** Told before the job is deleted, since the page leads away then, and again if it was not. */
  onLeave: (leaves: boolean) => void
}

/** What is asked of a job more rarely. */
export function MoreActions({ job, label, verbs, onLeave }: Props) {
  const t = useTranslations('job')
  const bulk = useTranslations('bulk')
  const router = useRouter()
  const search = useListSearch()
  const refusalText = useRefusalText()
  const [asking, setAsking] = useState(false)
  const [naming, setNaming] = useState(false)
  const [pending, setPending] = useState(false)

  /** A refusal and a server that does not answer are told; answers whether neither was. */
  async function ask<Value>(verb: () => Promise<Outcome<Value>>): Promise<Value | undefined> {
    if (pending) return
    setPending(true)
    try {
      const outcome = await verb()
      if (outcome.ok) return outcome.value
      toast.error(refusalText(outcome.refusal))
    } catch {
      toast.error(t('failed'))
    } finally {
      setPending(false)
    }
  }

  async function again() {
    const made = await ask(() => verbs.runAgain({ jobId: job.id }))
    if (made) router.push({ pathname: '/jobs/[jobId]/edit', params: { jobId: String(made.jobId) } })
  }

  async function remove() {
    onLeave(true)
    const gone = await ask(async () => {
      const outcome = await verbs.remove({ jobId: job.id })
      return outcome.ok ? { ok: true, value: true } : outcome
    })
    setAsking(false)
    if (!gone) return onLeave(false)
    toast.success(bulk('did.delete', { count: 1 }))
    router.push({ pathname: '/jobs', query: search })
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="ghost" size="icon" aria-label={t('more')} title={t('more')} pending={pending && !asking}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        {job.status !== 'editing' && (
          <MenuItem onSelect={() => void again()}>
            <RotateCw aria-hidden className="size-4 text-muted" />
            {t('runAgain')}
          </MenuItem>
        )}
        <MenuItem onSelect={() => setNaming(true)}>
          <BookmarkPlus aria-hidden className="size-4 text-muted" />
          {t('saveTemplate')}
        </MenuItem>
        <MenuItem disabled={!DELETABLE[job.status]} className="text-danger" onSelect={() => setAsking(true)}>
          <Trash2 aria-hidden className="size-4" />
          {t('delete')}
        </MenuItem>
      </Menu>
      {naming && <SaveTemplate job={job} label={label} actions={verbs.templates} onClose={() => setNaming(false)} />}
      {asking && (
        <DeleteDialog
          title={bulk('delete.title', { label })}
          jobIds={[job.id]}
          pending={pending}
          onClose={() => setAsking(false)}
          onConfirm={() => void remove()}
        />
      )}
    </>
  )
}
