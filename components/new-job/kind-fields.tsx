'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FileReading } from '#components/new-job/draft.ts'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type FileFormat, FORMAT_KINDS, type FormatKind } from '#jobs/settings.ts'

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
      <Field id="draft-kind" label={t('kind')}>
        <Select
          id="draft-kind"
          value={format.kind}
          disabled={disabled}
          onChange={(event) => onChange({ ...format, kind: event.target.value as FormatKind })}
        >
          {FORMAT_KINDS.map((kind) => {
            const name = t(`kinds.${kind}`)
            return (
              <option key={kind} value={kind}>
                {detected?.kind === kind ? t('detected', { name }) : name}
              </option>
            )
          })}
        </Select>
      </Field>
      {members && (
        <Choice
          id="draft-member"
          label={t('member')}
          options={members}
          value={format.member}
          disabled={disabled}
          onChange={(member) => onChange({ ...format, member })}
        />
      )}
      {sheets && sheets.length > 1 && (
        <Choice
          id="draft-sheet"
          label={t('sheet')}
          options={sheets}
          value={format.sheet}
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

type ChoiceProps = {
  id: string
  label: string
  options: string[]
  value: string | null
  disabled: boolean
  onChange: (value: string) => void
}

function Choice({ id, label, options, value, disabled, onChange }: ChoiceProps) {
  return (
    <Field id={id} label={label}>
      <Select id={id} value={value ?? options[0]} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </Select>
    </Field>
  )
}

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
