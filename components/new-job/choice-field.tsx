'use client'

import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props<Value extends string | number> = {
  id: string
  label: string
  options: readonly Value[]
  nameOf: (option: Value) => string
  value: Value
  /** What was found in the file, which is marked as such. */
  detected?: Value | undefined
  disabled?: boolean
  className?: string
  onChange: (value: Value) => void
}

/** One of a few values, each with its name. */
export function ChoiceField<Value extends string | number>({
  id,
  label,
  options,
  nameOf,
  value,
  detected,
  disabled,
  className,
  onChange,
}: Props<Value>) {
  const t = useTranslations('newJob.format')
  function choose(text: string) {
    const chosen = options.find((option) => String(option) === text)
    if (chosen !== undefined) onChange(chosen)
  }
  return (
    <Field id={id} label={label} className={className}>
      <Select id={id} value={value} disabled={disabled} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option === detected ? t('detected', { name: nameOf(option) }) : nameOf(option)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
