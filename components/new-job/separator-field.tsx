'use client'

import { useState } from 'react'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { fileFormat, SEPARATORS } from '#jobs/settings.ts'

export const SEPARATOR_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar', ' ': 'space' } as const satisfies Record<
  (typeof SEPARATORS)[number],
  string
>
const OTHER = 'other'
const isUsual = (separator: string): separator is (typeof SEPARATORS)[number] => SEPARATORS.some((usual) => usual === separator)
/** A tab cannot be seen. */
const shown = (separator: string) => separator.replaceAll('\t', '\\t')

type Props = { value: string; detected: string | undefined; disabled: boolean; onChange: (separator: string) => void }

/** The usual separators to choose from, and any other to be typed. */
export function SeparatorField({ value, detected, disabled, onChange }: Props) {
  const t = useTranslations('newJob.format')
  const [other, setOther] = useState(!isUsual(value))
  const [typed, setTyped] = useState<string | null>(null)
  const [invalid, setInvalid] = useState(false)
  const mark = (name: string, found: boolean) => (found ? t('detected', { name }) : name)
  const unusual = detected === undefined || isUsual(detected) ? undefined : detected
  const typing = other || !isUsual(value)

  function commit() {
    if (typed === null) return
    const separator = fileFormat.shape.separator.safeParse(typed.replaceAll('\\t', '\t'))
    setInvalid(!separator.success)
    if (!separator.success) return
    setTyped(null)
    if (isUsual(separator.data)) setOther(false)
    if (separator.data !== value) onChange(separator.data)
  }

  return (
    <div className="min-w-0 space-y-3">
      <Field id="draft-separator" label={t('separator')}>
        <Select
          id="draft-separator"
          value={typing ? (value === unusual && typed === null ? value : OTHER) : value}
          disabled={disabled}
          onChange={(event) => {
            const next = event.target.value
            setInvalid(false)
            setTyped(next === OTHER ? '' : null)
            setOther(next === OTHER || !isUsual(next))
            if (next !== OTHER) onChange(next)
          }}
        >
          {SEPARATORS.map((separator) => (
            <option key={separator} value={separator}>
              {mark(t(`separators.${SEPARATOR_NAMES[separator]}`), detected === separator)}
            </option>
          ))}
          {unusual !== undefined && <option value={unusual}>{mark(shown(unusual), true)}</option>}
          <option value={OTHER}>{t('other')}</option>
        </Select>
      </Field>
      {typing && (value !== unusual || typed !== null) && (
        <Field id="draft-separator-other" label={t('otherLabel')} hint={t('otherHint')} problem={invalid ? t('otherInvalid') : undefined}>
          <Input
            id="draft-separator-other"
            value={typed ?? shown(value)}
            maxLength={16}
            disabled={disabled}
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy('draft-separator-other', { hint: true, problem: invalid })}
            className="font-mono"
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => typed !== '' && commit()}
            onKeyDown={(event) => event.key === 'Enter' && commit()}
          />
        </Field>
      )}
    </div>
  )
}
