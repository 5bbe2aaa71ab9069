import type { Figure } from '#bench/bench.ts'
import type { Measured } from '#bench/run.ts'

const HEAD = ['scenario', 'what', 'measured', 'wanted', 'against', 'runs']

/** What was measured, as a table in Markdown. */
export function tableOf(measured: Measured[]): string {
  const rows = measured.flatMap((one) =>
    'figures' in one
      ? one.figures.map((figure) => [one.name, figure.what, shown(figure), figure.aim ?? '', figure.against ?? '', countOf(figure)])
      : [[one.name, `failed: ${one.failure}`, '', '', '', '']],
  )
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function shown({ value, unit }: Figure): string {
  if (unit === '×') return `${value.toFixed(2)} ×`
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

const countOf = ({ runs }: Figure) => String(Math.max(...Object.values(runs).map((values) => values.length)))
