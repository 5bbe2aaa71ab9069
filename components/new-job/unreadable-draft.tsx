'use client'

import { FileX } from 'lucide-react'
import { useState } from 'react'
import { DeleteDraft } from '#components/new-job/delete-draft.tsx'
import type { DraftActions } from '#components/new-job/draft.ts'
import { TroubleText } from '#components/new-job/trouble-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link, useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Refusal } from '#jobs/outcome.ts'

/** A draft without a file that could be read: a new one takes its place. */
export function UnreadableDraft({
  jobId,
  label,
  refusal,
  remove,
}: { jobId: number; label: string; refusal: Refusal } & Pick<DraftActions, 'remove'>) {
  const t = useTranslations('newJob')
  const router = useRouter()
  const [asking, setAsking] = useState(false)

  async function onDelete() {
    const { ok } = await remove({ jobId })
    if (!ok) router.refresh()
    return ok
  }

  return (
    <>
      <EmptyState
        icon={FileX}
        heading="h1"
        title={label}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => setAsking(true)}>{t('delete.button')}</Button>
            <Button asChild look="primary">
              <Link href="/jobs/new-import">{t('import.another')}</Link>
            </Button>
          </div>
        }
      >
        <TroubleText trouble={refusal} />
      </EmptyState>
      <DeleteDraft open={asking} onOpenChange={setAsking} label={label} kind="import" onDelete={onDelete} />
    </>
  )
}
