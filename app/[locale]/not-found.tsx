'use client'

import { Compass } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

export default function NotFound() {
  const t = useTranslations('notFound')
  return (
    <EmptyState
      icon={Compass}
      heading="h1"
      title={t('title')}
      action={
        <Button asChild look="primary">
          <Link href="/jobs">{t('toList')}</Link>
        </Button>
      }
    >
      {t('text')}
    </EmptyState>
  )
}
