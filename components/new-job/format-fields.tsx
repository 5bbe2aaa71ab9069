'use client'

import { useState } from 'react'
import { ENCODING_NAMES } from '#components/job-details/format-names.ts'
import { ChoiceField } from '#components/new-job/choice-field.tsx'
import { NumberField } from '#components/new-job/number-field.tsx'
import { SeparatorField } from '#components/new-job/separator-field.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { ENCODINGS, ESCAPES, type FileFormat, QUOTES, UNTIL } from '#jobs/settings.ts'

type Props = {
  format: FileFormat
  detected: FileFormat | null
  disabled: boolean
  /** `anew`: another way to cut the file, so that what stands around the table is to be sought again. */
  onChange: (format: FileFormat, anew: boolean) => void
}

const QUOTE_NAMES = { '"': 'double', "'": 'single', '': 'none' } as const satisfies Record<FileFormat['quote'], string>
/** Rows of names that people have; more of them can be said on the command line. */
const HEADER_ROWS = [0, 1, 2, 3]

/** How the file is cut into records and values: what was found, each part of it to be overridden; the unusual ones on demand. */
export function FormatFields({ format, detected, disabled, onChange }: Props) {
  const t = useTranslations('newJob.format')
  const unusual = format.escape !== 'doubled' || format.header !== 1 || format.preamble > 0 || format.footer > 0 || format.until !== 'end'
  const [open, setOpen] = useState(unusual)
  return (
    <div className="space-y-3">
      <div className="grid gap-4 sm:grid-cols-3">
        <ChoiceField
          id="draft-encoding"
          label={t('encoding')}
          options={ENCODINGS}
          nameOf={(encoding) => ENCODING_NAMES[encoding]}
          value={format.encoding}
          detected={detected?.encoding}
          disabled={disabled}
          onChange={(encoding) => onChange({ ...format, encoding }, true)}
        />
        <SeparatorField
          value={format.separator}
          detected={detected?.separator}
          disabled={disabled}
          onChange={(separator) => onChange({ ...format, separator }, true)}
        />
        <ChoiceField
          id="draft-quote"
          label={t('quote')}
          options={QUOTES}
          nameOf={(quote) => t(`quotes.${QUOTE_NAMES[quote]}`)}
          value={format.quote}
          detected={detected?.quote}
          disabled={disabled}
          onChange={(quote) => onChange({ ...format, quote }, true)}
        />
      </div>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit rounded-sm text-sm text-muted hover:text-ink max-md:py-1.5">{t('more')}</summary>
        <div className="grid grid-cols-2 gap-4 pt-3 sm:grid-cols-3 lg:grid-cols-5">
          <ChoiceField
            id="draft-header"
            label={t('header')}
            options={[...new Set([...HEADER_ROWS, format.header])]}
            nameOf={String}
            value={format.header}
            detected={detected?.header}
            disabled={disabled}
            onChange={(header) => onChange({ ...format, header }, false)}
          />
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
          <ChoiceField
            id="draft-until"
            label={t('until')}
            options={UNTIL}
            nameOf={(until) => t(`untils.${until}`)}
            value={format.until}
            detected={detected?.until}
            disabled={disabled}
            onChange={(until) => onChange({ ...format, until }, false)}
          />
          <ChoiceField
            id="draft-escape"
            label={t('escape')}
            options={ESCAPES}
            nameOf={(way) => t(`escapes.${way}`)}
            value={format.escape}
            detected={detected?.escape}
            disabled={disabled}
            className="max-sm:col-span-2"
            onChange={(way) => onChange({ ...format, escape: way }, true)}
          />
        </div>
      </details>
    </div>
  )
}
