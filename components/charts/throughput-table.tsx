'use client'

import { useFormatter } from 'next-intl'
import { layOut } from '#components/charts/throughput-layout.ts'
import { useBreakText, useTimeText } from '#components/charts/use-chart-text.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Throughput } from '#jobs/throughput.ts'

/** The picture's numbers, for whoever would rather read them. */
export function ThroughputTable({ data, label }: { data: Throughput; label: string }) {
  const t = useTranslations('general')
  const format = useFormatter()
  const timeText = useTimeText(data)
  const breakText = useBreakText()
  const { stretches, breaks } = layOut(data, 0)
  const rows = [
    ...stretches.flat().map((bar) => ({ at: bar.from, bar, text: '' })),
    ...breaks.map((one) => ({ at: one.became.at, bar: null, text: breakText(one) })),
  ].sort((a, b) => a.at - b.at)
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="h-38 overflow-auto"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-raised text-left text-xs text-muted">
          <tr>
            {(['time', 'records', 'rate'] as const).map((column) => (
              <th key={column} scope="col" className="py-1.5 pr-4 font-medium not-first:text-right">
                {column === 'rate' ? t('rate') : t(`throughput.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ at, bar, text }) =>
            bar ? (
              <tr key={at}>
                <td className="py-1 pr-4">{timeText(bar.from)}</td>
                <td className="py-1 pr-4 text-right">{format.number(bar.count)}</td>
                <td className="py-1 pr-4 text-right">{t('perSecond', { rate: bar.rate })}</td>
              </tr>
            ) : (
              <tr key={`break ${at}`}>
                <td colSpan={3} className="py-1 text-muted">
                  {text}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  )
}
