import { useFormatter } from 'next-intl'
import type { FileColumn, TemplateOfDraft } from '#components/new-job/draft.ts'
import { Note } from '#components/new-job/note.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** How many are named at most. */
const NAMED = 10

/** Says which columns the template reads and the file does not have: it may be another file than meant. */
export function MissingColumns({ template, columns }: { template: TemplateOfDraft | null; columns: FileColumn[] }) {
  const t = useTranslations('templates')
  const format = useFormatter()
  const there = new Set(columns.map(({ name }) => name))
  const missing = template?.columns.filter((name) => !there.has(name)) ?? []
  if (!template || missing.length === 0) return null
  const named = missing.length > NAMED ? [...missing.slice(0, NAMED), '…'] : missing
  return (
    <Note>
      <span className="wrap-anywhere">{t('missing', { name: template.name, count: missing.length, columns: format.list(named) })}</span>
    </Note>
  )
}
