'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = { error: Error & { digest?: string }; retry: () => void }

/** What happened, what is safe, what to do; the digest leads to the server's log. */
export function Failure({ error, retry }: Props) {
  const t = useTranslations('errors')
  return (
    <div role="alert">
      {/* What failed may have been what the page is called. */}
      <title>{`${t('title')} · Quayside`}</title>
      <EmptyState
        icon={CloudAlert}
        title={t('title')}
        action={
          <Button look="primary" onClick={retry}>
            {t('retry')}
          </Button>
        }
      >
        <p>{t('text')}</p>
        {error.digest && <p className="mt-2 text-xs">{t('reference', { digest: error.digest })}</p>}
      </EmptyState>
    </div>
  )
}
