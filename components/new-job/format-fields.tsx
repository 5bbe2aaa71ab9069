'use client'

import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { ENCODINGS, type FileFormat, QUOTES, SEPARATORS } from '#jobs/settings.ts'

type Props = {
  format: FileFormat
  detected: FileFormat | null
  disabled: boolean
  onChange: (format: FileFormat) => void
}

const ENCODING_NAMES: Record<FileFormat['encoding'], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  'iso-8859-15': 'ISO-8859-15',
}
export const SEPARATOR_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar', ' ': 'space' } as const satisfies Record<
  (typeof SEPARATORS)[number],
  string
>
const QUOTE_NAMES = { '"': 'double', "'": 'single', '': 'none' } as const satisfies Record<FileFormat['quote'], string>

/** How the file is cut into records and values: what was found, each part of it to be overridden. */
export function FormatFields({ format, detected, disabled, onChange }: Props) {
  const t = useTranslations('newJob.format')
  const mark = (name: string, found: boolean) => (found ? t('detected', { name }) : name)
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field id="draft-encoding" label={t('encoding')}>
        <Select
          id="draft-encoding"
          value={format.encoding}
          disabled={disabled}
          onChange={(event) => onChange({ ...format, encoding: event.target.value as FileFormat['encoding'] })}
        >
          {ENCODINGS.map((encoding) => (
            <option key={encoding} value={encoding}>
              {mark(ENCODING_NAMES[encoding], detected?.encoding === encoding)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="draft-separator" label={t('separator')}>
        <Select
          id="draft-separator"
          value={format.separator}
          disabled={disabled}
          onChange={(event) => onChange({ ...format, separator: event.target.value as FileFormat['separator'] })}
        >
          {SEPARATORS.map((separator) => (
            <option key={separator} value={separator}>
              {mark(t(`separators.${SEPARATOR_NAMES[separator]}`), detected?.separator === separator)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="draft-quote" label={t('quote')}>
        <Select
          id="draft-quote"
          value={format.quote}
          disabled={disabled}
          onChange={(event) => onChange({ ...format, quote: event.target.value as FileFormat['quote'] })}
        >
          {QUOTES.map((quote) => (
            <option key={quote} value={quote}>
              {mark(t(`quotes.${QUOTE_NAMES[quote]}`), detected?.quote === quote)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
