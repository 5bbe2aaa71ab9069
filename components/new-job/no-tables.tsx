import { Table2 } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** Nothing to export from: how tables come to be. */
export function NoTables() {
  const t = useTranslations('newJob.noTables')
  return (
    <EmptyState icon={Table2} title={t('title')}>
      <p>{t('text')}</p>
      <code className="mt-3 block overflow-x-auto rounded-md border border-line bg-subtle px-3 py-2 text-left text-xs whitespace-nowrap text-ink">
        npm run quayside -- import FILE --into TABLE --create
      </code>
    </EmptyState>
  )
}
