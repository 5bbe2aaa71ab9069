'use client'

import { Compass } from 'lucide-react'
import { useParams } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** The address of a job that is not there, or not any more; the list stays above. */
export default function NotFound() {
  const t = useTranslations('errors')
  const { jobId = '' } = useParams<{ jobId?: string }>()
  return (
    <EmptyState
      icon={Compass}
      heading="h2"
      title={t('jobMissing', { jobId: decodeURIComponent(jobId) })}
      action={
        <Button asChild>
          <Link href="/jobs">{t('toList')}</Link>
        </Button>
      }
    >
      {t('jobMissingText')}
    </EmptyState>
  )
}
