'use client'

import { useState } from 'react'
import { ChoiceField } from '#components/new-job/choice-field.tsx'
import type { FileReading } from '#components/new-job/draft.ts'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { type FileFormat, FORMAT_KINDS } from '#jobs/settings.ts'

type Props = {
  reading: FileReading
  format: FileFormat
  disabled: boolean
  onChange: (format: FileFormat) => void
}

/** Of which kind the file is, and which part of it is read: the file of an archive, the sheet of a workbook. */
export function KindFields({ reading: { detected, members, sheets }, format, disabled, onChange }: Props) {
  const t = useTranslations('newJob.format')
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <ChoiceField
        id="draft-kind"
        label={t('kind')}
        options={FORMAT_KINDS}
        nameOf={(kind) => t(`kinds.${kind}`)}
        value={format.kind}
        detected={detected?.kind}
        disabled={disabled}
        onChange={(kind) => onChange({ ...format, kind })}
      />
      {members && (
        <ChoiceField
          id="draft-member"
          label={t('member')}
          options={members}
          nameOf={asItIs}
          value={format.member ?? members[0] ?? ''}
          disabled={disabled}
          onChange={(member) => onChange({ ...format, member })}
        />
      )}
      {sheets && sheets.length > 1 && (
        <ChoiceField
          id="draft-sheet"
          label={t('sheet')}
          options={sheets}
          nameOf={asItIs}
          value={format.sheet ?? sheets[0] ?? ''}
          disabled={disabled}
          onChange={(sheet) => onChange({ ...format, sheet })}
        />
      )}
      {format.kind === 'fixed' && (
        // Written anew whenever the file was read anew.
        <Widths
          key={format.widths.join(' ')}
          widths={format.widths}
          disabled={disabled}
          onChange={(widths) => onChange({ ...format, widths })}
        />
      )}
    </div>
  )
}

const asItIs = (name: string) => name

const WIDTHS_FIELD = 'draft-widths'

function Widths({ widths, disabled, onChange }: { widths: number[]; disabled: boolean; onChange: (widths: number[]) => void }) {
  const t = useTranslations('newJob.format')
  const [text, setText] = useState(widths.join(' '))
  const hint = t('widthsHint')
  function keep() {
    const next = (text.match(/\d+/g) ?? []).map(Number).filter((width) => width > 0)
    if (next.length > 0 && next.join(' ') !== widths.join(' ')) onChange(next)
    else setText(widths.join(' '))
  }
  return (
    <Field id={WIDTHS_FIELD} label={t('widths')} hint={hint}>
      <Input
        id={WIDTHS_FIELD}
        value={text}
        disabled={disabled}
        inputMode="numeric"
        aria-describedby={describedBy(WIDTHS_FIELD, { hint })}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </Field>
  )
}
