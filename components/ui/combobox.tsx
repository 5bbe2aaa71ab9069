'use client'

import { clsx } from 'clsx'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { FIELD } from '#components/ui/input.tsx'

/** `note`: what tells it from others of the same label, beside it. */
export type Choice = { value: string; label: string; group?: string; note?: string }

type Props = {
  id: string
  /** Those of a group stand together; the groups' names are shown where there are several. */
  choices: Choice[]
  value: string | null
  onChoose: (value: string) => void
  placeholder: string
  search: string
  /** What is said when nothing fits the search. */
  nothing: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string | undefined
}

/** A select for long lists: a button that opens a list with a search. */
export function Combobox({ id, choices, value, onChoose, placeholder, search, nothing, disabled, invalid, describedBy }: Props) {
  const [open, setOpen] = useState(false)
  const chosen = choices.find((choice) => choice.value === value)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          id={id}
          type="button"
          disabled={disabled}
          data-invalid={invalid || undefined}
          aria-describedby={describedBy}
          title={chosen?.label}
          className={clsx(FIELD, 'flex h-8 items-center gap-2 px-2.5 text-left data-invalid:border-danger max-md:h-10')}
        >
          <span className={clsx('min-w-0 flex-1 truncate', !chosen && 'text-faint')}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={search}
          className="z-50 flex max-h-[min(22rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) max-w-[calc(100vw-1rem)] min-w-64 animate-appear flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-float"
        >
          <SearchableList
            {...{ choices, value, search, nothing }}
            onChoose={(next) => {
              setOpen(false)
              if (next !== value) onChoose(next)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()

/** The list itself, with its search above it, for a panel of its own. */
export function SearchableList({
  choices,
  value,
  search,
  nothing,
  onChoose,
}: Pick<Props, 'choices' | 'value' | 'search' | 'nothing' | 'onChoose'>) {
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const found = choices.filter((choice) => fold(choice.label).includes(fold(words.trim())))
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      found.findIndex((choice) => choice.value === value),
    ),
  )
  const groups = new Set(choices.map((choice) => choice.group))

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is active is marked in the page, where it is looked for
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active, words])

  function press(event: KeyboardEvent) {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: found.length - 1 }[event.key]
    const current = found[active]
    if (event.key === 'Enter' && current) onChoose(current.value)
    else if (to === undefined || ((event.key === 'Home' || event.key === 'End') && words !== '')) return
    else setActive(Math.min(Math.max(to, 0), found.length - 1))
    event.preventDefault()
  }

  return (
    <>
      <div className="relative border-b border-line">
        <Search aria-hidden className="absolute top-1/2 left-3 size-3.5 -translate-y-1/2 text-faint" />
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
          aria-label={search}
          placeholder={search}
          autoComplete="off"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setActive(0)
          }}
          onKeyDown={press}
          className="h-9 w-full bg-transparent pr-3 pl-8.5 text-sm outline-none placeholder:text-faint max-md:h-11 max-md:text-base"
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={search} className="min-h-0 overflow-y-auto p-1">
        {found.map((choice, index) => (
          <div key={choice.value} role="presentation">
            {groups.size > 1 && choice.group !== found[index - 1]?.group && (
              <p aria-hidden className="truncate px-2 pt-2 pb-1 text-xs font-medium text-faint">
                {choice.group}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field */}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={choice.value === value}
              data-active={index === active || undefined}
              title={choice.label}
              onClick={() => onChoose(choice.value)}
              onPointerMove={() => setActive(index)}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm data-active:bg-hover max-md:min-h-10"
            >
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.note && <span className="max-w-[40%] shrink-0 truncate text-xs text-muted">{choice.note}</span>}
              {choice.value === value && <Check aria-hidden className="size-4 shrink-0" />}
            </div>
          </div>
        ))}
      </div>
      <p role="status" className={found.length === 0 ? 'px-3 pb-3 text-sm text-muted' : 'sr-only'}>
        {found.length === 0 && nothing}
      </p>
    </>
  )
}
