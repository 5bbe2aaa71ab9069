'use client'

import { useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

type Props = { id: string; label: string; value: number; most: number; disabled: boolean; onChange: (value: number) => void }

/** A count that takes effect when one leaves the field or presses Enter: each means that the file is read again. */
export function NumberField({ id, label, value, most, disabled, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  function commit() {
    if (typed === null) return
    setTyped(null)
    const next = Math.min(most, Math.max(0, Math.floor(Number(typed))))
    if (typed.trim() !== '' && Number.isFinite(next) && next !== value) onChange(next)
  }
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        type="number"
        inputMode="numeric"
        min={0}
        max={most}
        value={typed ?? value}
        disabled={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </Field>
  )
}
