'use client'

import { clsx } from 'clsx'
import { type KeyboardEvent, type ReactNode, useState } from 'react'

const ROW =
  'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 text-sm select-none hover:bg-hover has-focus-visible:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:min-h-10'

type Choice<Value> = {
  value: Value
  label: ReactNode
  /** Stands at the end of the line. */
  aside?: ReactNode
  checked: boolean
}

type Props<Value> = {
  legend: string
  /** Whether several can be on together. */
  several?: boolean
  choices: Choice<Value>[]
  onChoose: (value: Value, on: boolean) => void
  className?: string
}

/** Choices below each other; the arrow keys go through them, and Space takes one. */
export function Choices<Value extends string>({ legend, several = false, choices, onChoose, className }: Props<Value>) {
  // What was just taken shows at once, though the address it leads to comes a moment later.
  const chosen = choices.flatMap(({ value, checked }) => (checked ? [value] : [])).join()
  const [taken, setTaken] = useState<{ value: Value; on: boolean; before: string }>()
  if (taken && taken.before !== chosen) setTaken(undefined)
  const isOn = ({ value, checked }: Choice<Value>) => (taken ? (taken.value === value ? taken.on : several && checked) : checked)

  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    // Radio buttons have the arrow keys of the browser.
    if (!several || !step) return
    const inputs = [...event.currentTarget.querySelectorAll('input')]
    const at = inputs.indexOf(event.target as HTMLInputElement)
    inputs[(at + step + inputs.length) % inputs.length]?.focus()
    event.preventDefault()
  }
  return (
    <fieldset onKeyDown={onKeyDown} className={clsx('min-w-0', className)}>
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={ROW}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={several ? undefined : legend}
            checked={isOn(choice)}
            onChange={({ target: { checked: on } }) => {
              setTaken({ value: choice.value, on, before: chosen })
              onChoose(choice.value, on)
            }}
            className="size-3.5 shrink-0 accent-(--accent) outline-none"
          />
          <span className="flex min-w-0 flex-1 items-center gap-2">{choice.label}</span>
          {choice.aside !== undefined && <span className="shrink-0 text-xs text-muted">{choice.aside}</span>}
        </label>
      ))}
    </fieldset>
  )
}
