'use client'

import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { KeyCap } from '#components/shell/key-cap.tsx'
import { type Entry, useEntries } from '#components/shell/use-entries.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** One field for everything: jobs by number or title, and what can be done here. */
export function Palette({ open, onOpenChange }: Props) {
  const t = useTranslations('palette')
  const opener = useRef<Element | null>(null)
  const next = useRef<() => void>(undefined)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus()
            // What was chosen begins where the person was, so that a dialog that it opens gives the focus back there.
            next.current?.()
            next.current = undefined
          }}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[min(28rem,76vh)] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-fade flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float max-md:top-4"
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <Choices
            onChoose={(entry) => {
              next.current = entry.run
              onOpenChange(false)
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Choices({ onChoose }: { onChoose: (entry: Entry) => void }) {
  const t = useTranslations('palette')
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const found = useEntries(words)
  const current = found[Math.min(active, found.length - 1)]

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is active is marked in the page, where it is looked for
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active, words])

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const last = found.length - 1
    const to = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1, PageDown: last, PageUp: 0 }[
      event.key
    ]
    if (event.key === 'Enter' && current) onChoose(current)
    else if (to === undefined) return
    else setActive(Math.max(to, 0))
    event.preventDefault()
  }

  return (
    <>
      <div className="relative border-b border-line">
        <span className="icon icon-search absolute top-1/2 left-4 size-4 -translate-y-1/2 text-faint" />
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={t('search')}
          placeholder={t('search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setActive(0)
          }}
          onKeyDown={press}
          className="h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none placeholder:text-faint"
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t('title')} className="min-h-0 overflow-y-auto p-1.5">
        {found.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entry.group !== found[index - 1]?.group && (
              <p aria-hidden className="truncate px-2.5 pt-2.5 pb-1 text-xs font-medium text-faint first:pt-1">
                {t(`groups.${entry.group}`)}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field */}
            <div
              id={`${listId}-${entry.id}`}
              role="option"
              aria-selected={entry === current}
              lang={entry.lang}
              data-active={entry === current || undefined}
              onClick={() => onChoose(entry)}
              onPointerMove={() => setActive(index)}
              className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm data-active:bg-hover max-md:min-h-11"
            >
              {entry.icon}
              <span className="min-w-0 flex-1 truncate">{entry.label}</span>
              {entry.note && <span className="shrink-0 text-xs text-muted">{entry.note}</span>}
              {entry.command && (
                <span aria-hidden className="max-md:hidden">
                  <KeyCap id={entry.command} />
                </span>
              )}
            </div>
          </div>
        ))}
      </div>
      <p role="status" className={found.length === 0 ? 'px-4 py-6 text-center text-sm text-muted' : 'sr-only'}>
        {found.length === 0 ? t('nothing') : t('count', { count: found.length })}
      </p>
    </>
  )
}
