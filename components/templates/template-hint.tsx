import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedTemplate } from '#jobs/list-templates.ts'
import { writeTableName } from '#jobs/table-name.ts'

/** What a new job gets from its template. */
export function TemplateHint({ kind, template }: { kind: 'import' | 'export'; template: SavedTemplate }) {
  const t = useTranslations('templates.hint')
  const { table } = template
  if (!table) return t('withoutTable')
  return <span className="wrap-anywhere">{t(`${table.there ? 'table' : 'gone'}.${kind}`, { table: writeTableName(table) })}</span>
}
