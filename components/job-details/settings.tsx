import { useFormatter } from 'next-intl'
import { ENCODING_NAMES, SEPARATOR_NAMES } from '#components/job-details/format-names.ts'
import { Term, Terms } from '#components/job-details/term.tsx'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import { type ColumnMapping, exportDraft, type FileFormat, importDraft } from '#jobs/settings.ts'

/** What the person chose or the file told, in words. */
export function Settings({ kind, settings }: { kind: JobView['kind']; settings: unknown }) {
  return kind === 'import' ? <ImportSettings settings={settings} /> : <ExportSettings settings={settings} />
}

function ImportSettings({ settings }: { settings: unknown }) {
  const t = useTranslations('general')
  const kinds = useTranslations('newJob.format')
  const write = useFormatter()
  const { format, columns = [], operation, key, key2, doubles, duplicates, commit } = importDraft.safeParse(settings).data ?? {}
  const habit = {
    dateOrder: mostCommon(columns.map((column) => column.dateOrder)),
    decimalSign: mostCommon(columns.map((column) => column.decimalSign)),
  }
  return (
    <Card title={t('settings')}>
      {!format && <p className="px-4 py-3 text-sm text-muted">{t('notDetected')}</p>}
      <Terms>
        {format && format.kind !== 'delimited' && <Term name={kinds('kind')}>{kinds(`kinds.${format.kind}`)}</Term>}
        {format?.member && <Term name={kinds('member')}>{format.member}</Term>}
        {format?.sheet && <Term name={kinds('sheet')}>{format.sheet}</Term>}
        {format?.kind === 'delimited' && (
          <>
            <Term name={t('encoding')}>{ENCODING_NAMES[format.encoding]}</Term>
            <Term name={t('separator')}>
              <Separator sign={format.separator} />
            </Term>
            <Term name={t('quote')}>
              <span className="font-mono">{format.quote}</span>
            </Term>
          </>
        )}
        {operation && <Term name={t('operation')}>{t(`operations.${operation}`)}</Term>}
        {key && key.length > 0 && <Term name={t('key')}>{write.list(key)}</Term>}
        {key2 && key2.length > 0 && <Term name={t('key2')}>{write.list(key2)}</Term>}
        {doubles && <Term name={t('doubles')}>{t(`doublesPolicies.${doubles}`)}</Term>}
        {duplicates && <Term name={t('duplicates')}>{t(`duplicatesPolicies.${duplicates}`)}</Term>}
        {commit === 'all_or_nothing' && <Term name={t('commit')}>{t('allOrNothing')}</Term>}
        {habit.dateOrder && <Term name={t('dateOrder')}>{t(`dateOrders.${habit.dateOrder}`)}</Term>}
        {habit.decimalSign && <Term name={t('decimalSign')}>{t(`decimalSigns.${habit.decimalSign === ',' ? 'comma' : 'point'}`)}</Term>}
        {columns.length > 0 && (
          <Term name={t('columns')}>
            {t('columnsOf', { used: columns.filter(({ target }) => target !== null).length, total: columns.length })}
          </Term>
        )}
      </Terms>
      {columns.length > 0 && <Mapping columns={columns} habit={habit} />}
    </Card>
  )
}

function Separator({ sign }: { sign: FileFormat['separator'] }) {
  const t = useTranslations('general.separators')
  return (
    <>
      {sign in SEPARATOR_NAMES && t(SEPARATOR_NAMES[sign as keyof typeof SEPARATOR_NAMES])}{' '}
      <span className="ml-1 font-mono">{sign.trim()}</span>
    </>
  )
}

type Habit = { dateOrder: ColumnMapping['dateOrder'] | undefined; decimalSign: ColumnMapping['decimalSign'] | undefined }

/** Which column goes where; how one is written is said only where it differs from the others. */
function Mapping({ columns, habit }: { columns: ColumnMapping[]; habit: Habit }) {
  const t = useTranslations('general')
  return (
    <section
      aria-label={t('columns')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-b-lg border-t border-line"
    >
      <table className="w-full table-fixed text-sm">
        <thead className="sticky top-0 bg-raised text-left text-xs text-muted">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium">
              {t('fileColumn')}
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              {t('tableColumn')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {columns.map(({ name, target, dateOrder, decimalSign }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two columns alike, and their order is the file's
            <tr key={index}>
              <td className="px-4 py-1.5 align-top wrap-anywhere">{name}</td>
              <td className="px-4 py-1.5 align-top wrap-anywhere">
                {target === null ? (
                  <span className="text-faint italic">{t('ignored')}</span>
                ) : (
                  <span className="font-mono text-xs">{target}</span>
                )}
                {target !== null && dateOrder !== habit.dateOrder && (
                  <span className="block text-xs text-muted">{t(`dateOrders.${dateOrder}`)}</span>
                )}
                {target !== null && decimalSign !== habit.decimalSign && (
                  <span className="block text-xs text-muted">{t(`decimalSigns.${decimalSign === ',' ? 'comma' : 'point'}`)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ExportSettings({ settings }: { settings: unknown }) {
  const t = useTranslations('general')
  const write = useFormatter()
  const formats = useTranslations('newJob.output')
  const { columns, format = 'csv', separator, bom, fileName } = exportDraft.safeParse(settings).data ?? {}
  return (
    <Card title={t('settings')}>
      {!columns && <p className="px-4 py-3 text-sm text-muted">{t('allColumns')}</p>}
      <Terms>
        {fileName && <Term name={t('fileName')}>{fileName}</Term>}
        {columns && <Term name={formats('format')}>{formats(`formats.${format}`)}</Term>}
        {format === 'csv' && separator && (
          <Term name={t('separator')}>
            <Separator sign={separator} />
          </Term>
        )}
        {format === 'csv' && bom !== undefined && <Term name={t('bom')}>{bom ? t('yes') : t('no')}</Term>}
        {columns && (
          <Term name={t('columns')}>
            <span className="font-mono text-xs leading-5">{write.list(columns)}</span>
          </Term>
        )}
      </Terms>
    </Card>
  )
}

function mostCommon<Value>(values: Value[]): Value | undefined {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
