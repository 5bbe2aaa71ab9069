'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState, useTransition } from 'react'
import { toast } from 'sonner'
import { type Explained, hearExplaining } from '#components/jobs/ask-reason.ts'
import { useRefusalText } from '#components/jobs/refusal-text.ts'
import { persistently } from '#components/ui/persistently.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Outcome } from '#jobs/outcome.ts'

const ExplainDialog = dynamic(() =>
  persistently(() => import('#components/jobs/explain-dialog.tsx')).then((module) => module.ExplainDialog),
)

export type ExplainAction = (input: { jobId: number; reason: string }) => Promise<Outcome<unknown>>

/** Asks why a job is paused once somebody wants to say so, also when its details are closed by then. */
export function Explain({ explain }: { explain: ExplainAction }) {
  const t = useTranslations('job')
  const router = useRouter()
  const refusalText = useRefusalText()
  const [asked, setAsked] = useState<Explained>()
  const [pending, startTransition] = useTransition()
  useEffect(() => hearExplaining(setAsked), [])

  function say(jobId: number, reason: string) {
    startTransition(async () => {
      try {
        const outcome = await explain({ jobId, reason })
        if (outcome.ok) toast.success(t('did.explain'))
        else toast.error(refusalText(outcome.refusal))
        setAsked(undefined)
        startTransition(() => router.refresh())
      } catch {
        // What was typed stays.
        toast.error(t('failed'))
      }
    })
  }

  return (
    asked && (
      <ExplainDialog
        label={asked.label}
        pending={pending}
        onOpenChange={() => setAsked(undefined)}
        onConfirm={(reason) => say(asked.jobId, reason)}
      />
    )
  )
}
