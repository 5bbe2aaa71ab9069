'use client'

import { useSyncExternalStore } from 'react'
import type { Selection } from '#components/bulk/selection.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** The box of a row: it says the job's name, and nothing of the row is rendered again when it is ticked. */
export function SelectBox({ selection, id, label }: { selection: Selection; id: number; label: string }) {
  const on = useSyncExternalStore(
    selection.subscribe,
    () => selection.has(id),
    () => false,
  )
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={on}
      onChange={({ nativeEvent }) => {
        if (nativeEvent instanceof MouseEvent && nativeEvent.shiftKey) selection.reach(id)
        else selection.toggle(id)
      }}
    />
  )
}

/** The box of the page: all of its rows, or none. */
export function SelectPage({ selection }: { selection: Selection }) {
  const t = useTranslations('bulk')
  const state = useSyncExternalStore(selection.subscribe, selection.onPage, () => 'none' as const)
  return (
    <input
      type="checkbox"
      aria-label={t('selectPage')}
      checked={state === 'all'}
      ref={(box) => {
        if (box) box.indeterminate = state === 'some'
      }}
      onChange={selection.togglePage}
    />
  )
}
