import { clsx } from 'clsx'
import type { FileReading } from '#components/new-job/draft.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** The first records as they are cut; columns that go nowhere are pale. */
export function Preview({ reading, ignored, busy }: { reading: FileReading; ignored: boolean[]; busy: boolean }) {
  const t = useTranslations('newJob.preview')
  const { columns, records } = reading
  // A record with more values than the header shows them too: that is what is wrong with it.
  const width = Math.max(columns.length, ...records.map((record) => record.length))
  const positions = Array.from({ length: width }, (_, index) => index)
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('title')}
      aria-busy={busy}
      className="overflow-x-auto border-t border-line -outline-offset-2"
    >
      <table className={clsx('min-w-full text-sm transition-opacity duration-150', busy && 'opacity-50')}>
        <caption className="sr-only">{t('caption', { count: records.length })}</caption>
        <thead>
          <tr className="border-b border-line bg-subtle text-left">
            <th scope="col" className="w-px px-3 py-1.5 text-right text-xs font-medium text-faint">
              {t('number')}
            </th>
            {positions.map((position) => (
              <th
                key={position}
                scope="col"
                title={columns[position]?.name}
                className={clsx('max-w-64 truncate px-3 py-1.5 text-xs font-medium', ignored[position] ? 'text-faint' : 'text-ink')}
              >
                {columns[position]?.name ?? <span className="text-danger">{t('surplus')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record is its place in the file
            <tr key={row} className="border-b border-line last:border-0">
              <td className="px-3 py-1 text-right text-xs text-faint">{row + 1}</td>
              {positions.map((position) => (
                <td
                  key={position}
                  title={record[position] ?? undefined}
                  className={clsx(
                    'max-w-64 truncate px-3 py-1 whitespace-nowrap',
                    ignored[position] && 'text-faint',
                    position >= columns.length && 'text-danger',
                  )}
                >
                  {record[position] ?? (position < record.length ? <span className="text-faint">–</span> : null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {records.length === 0 && <p className="px-4 py-6 text-center text-sm text-muted">{t('empty')}</p>}
    </section>
  )
}
