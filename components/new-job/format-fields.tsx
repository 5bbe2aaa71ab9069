'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NumberField } from '#components/new-job/number-field.tsx'
import { SeparatorField } from '#components/new-job/separator-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { ENCODINGS, ESCAPES, type FileFormat, QUOTES, UNTIL } from '#jobs/settings.ts'

type Props = {
  format: FileFormat
  detected: FileFormat | null
  disabled: boolean
  /** `anew`: another way to cut the file, so that what stands around the table is to be sought again. */
  onChange: (format: FileFormat, anew: boolean) => void
}

const ENCODING_NAMES: Record<FileFormat['encoding'], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  'iso-8859-15': 'ISO-8859-15',
}
const QUOTE_NAMES = { '"': 'double', "'": 'single', '': 'none' } as const satisfies Record<FileFormat['quote'], string>
/** Rows of names that people have; more of them can be said on the command line. */
const HEADER_ROWS = [0, 1, 2, 3]

/** How the file is cut into records and values: what was found, each part of it to be overridden; the unusual ones on demand. */
export function FormatFields({ format, detected, disabled, onChange }: Props) {
  const t = useTranslations('newJob.format')
  const mark = (name: string, found: boolean) => (found ? t('detected', { name }) : name)
  const unusual = format.escape !== 'doubled' || format.header !== 1 || format.preamble > 0 || format.footer > 0 || format.until !== 'end'
  const [open, setOpen] = useState(unusual)
  return (
    <div className="space-y-3">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field id="draft-encoding" label={t('encoding')}>
          <Select
            id="draft-encoding"
            value={format.encoding}
            disabled={disabled}
            onChange={(event) => onChange({ ...format, encoding: event.target.value as FileFormat['encoding'] }, true)}
          >
            {ENCODINGS.map((encoding) => (
              <option key={encoding} value={encoding}>
                {mark(ENCODING_NAMES[encoding], detected?.encoding === encoding)}
              </option>
            ))}
          </Select>
        </Field>
        <SeparatorField
          value={format.separator}
          detected={detected?.separator}
          disabled={disabled}
          onChange={(separator) => onChange({ ...format, separator }, true)}
        />
        <Field id="draft-quote" label={t('quote')}>
          <Select
            id="draft-quote"
            value={format.quote}
            disabled={disabled}
            onChange={(event) => onChange({ ...format, quote: event.target.value as FileFormat['quote'] }, true)}
          >
            {QUOTES.map((quote) => (
              <option key={quote} value={quote}>
                {mark(t(`quotes.${QUOTE_NAMES[quote]}`), detected?.quote === quote)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit rounded-sm text-sm text-muted hover:text-ink max-md:py-1.5">{t('more')}</summary>
        <div className="grid grid-cols-2 gap-4 pt-3 sm:grid-cols-3 lg:grid-cols-5">
          <Field id="draft-header" label={t('header')}>
            <Select
              id="draft-header"
              value={format.header}
              disabled={disabled}
              onChange={(event) => onChange({ ...format, header: Number(event.target.value) }, false)}
            >
              {[...new Set([...HEADER_ROWS, format.header])].map((rows) => (
                <option key={rows} value={rows}>
                  {mark(String(rows), detected?.header === rows)}
                </option>
              ))}
            </Select>
          </Field>
          <NumberField
            id="draft-preamble"
            label={t('preamble')}
            value={format.preamble}
            most={10_000}
            disabled={disabled}
            onChange={(preamble) => onChange({ ...format, preamble }, false)}
          />
          <NumberField
            id="draft-footer"
            label={t('footer')}
            value={format.footer}
            most={1000}
            disabled={disabled}
            onChange={(footer) => onChange({ ...format, footer }, false)}
          />
          <Field id="draft-until" label={t('until')}>
            <Select
              id="draft-until"
              value={format.until}
              disabled={disabled}
              onChange={(event) => onChange({ ...format, until: event.target.value as FileFormat['until'] }, false)}
            >
              {UNTIL.map((until) => (
                <option key={until} value={until}>
                  {mark(t(`untils.${until}`), detected?.until === until)}
                </option>
              ))}
            </Select>
          </Field>
          <Field id="draft-escape" label={t('escape')} className="max-sm:col-span-2">
            <Select
              id="draft-escape"
              value={format.escape}
              disabled={disabled}
              onChange={(event) => onChange({ ...format, escape: event.target.value as FileFormat['escape'] }, true)}
            >
              {ESCAPES.map((way) => (
                <option key={way} value={way}>
                  {mark(t(`escapes.${way}`), detected?.escape === way)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </details>
    </div>
  )
}
