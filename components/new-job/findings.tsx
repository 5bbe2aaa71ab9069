import { Info, TriangleAlert } from 'lucide-react'
import { useReadableParams } from '#components/job-details/readable-params.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { FINDINGS, type Finding, type FindingCode } from '#jobs/detection.ts'
import type { FormatKind } from '#jobs/settings.ts'

/** What a person can do about a finding; where nothing is to be done, nothing is said. */
const TODO = {
  encoding_ambiguous: 'encoding_ambiguous',
  separator_ambiguous: 'separator_ambiguous',
  preamble: 'lines',
  footer: 'lines',
  no_header: 'header',
  header_uncertain: 'header',
  several_header_rows: 'header',
  second_table: 'second_table',
  date_order_ambiguous: 'column',
  decimal_sign_ambiguous: 'column',
} as const satisfies Partial<Record<FindingCode, string>>

/** Only of delimited text can lines and separators be chosen on the page; columns of any. */
const canBeDone = (code: FindingCode, kind: FormatKind): code is keyof typeof TODO =>
  code in TODO && (kind === 'delimited' || TODO[code as keyof typeof TODO] === 'column')

/** What is unusual or doubtful about the file, and what to do about it; nothing here stops an import. */
export function Findings({ findings, kind }: { findings: Finding[]; kind: FormatKind }) {
  const t = useTranslations('newJob.findings')
  const say = useTranslations('journal.import.finding')
  const readable = useReadableParams()
  if (findings.length === 0) return null
  return (
    <section aria-label={t('title')} className="border-t border-line pt-3">
      <ul className="space-y-1.5">
        {findings.map(({ code, params }) => {
          const warns = FINDINGS[code].level === 'warning'
          const Icon = warns ? TriangleAlert : Info
          return (
            <li key={code} className="flex items-start gap-2 text-sm">
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${warns ? 'text-warning' : 'text-faint'}`} />
              <p className="max-w-prose min-w-0 text-pretty wrap-anywhere">
                {say(code, readable(params))} {canBeDone(code, kind) && <span className="text-muted">{t(`todo.${TODO[code]}`)}</span>}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
