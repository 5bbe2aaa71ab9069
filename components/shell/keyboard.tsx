'use client'

import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useState } from 'react'
import { doCommand, useCommand } from '#components/shell/commands.ts'
import { focusSearch, isInRow, moveInRows } from '#components/shell/rows.ts'
import { areKeysOn, COMMANDS, type CommandId, SHORTCUTS } from '#components/shell/shortcuts.ts'
import { onceAsked, persistently } from '#components/ui/persistently.ts'
import { useRouter } from '#i18n/navigation.ts'

const loadPalette = onceAsked(() => import('#components/shell/palette.tsx'))
const Palette = dynamic(() => loadPalette().then((part) => part.Palette), { ssr: false })
const ShortcutsDialog = dynamic(
  () => persistently(() => import('#components/shell/shortcuts-dialog.tsx')).then((part) => part.ShortcutsDialog),
  { ssr: false },
)

/** Where a key is typed it means itself. */
const TAKEN = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="combobox"]'
const OPEN = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** What the keys of the whole product do, and the two dialogs that tell of them; these are loaded when they are first asked for. */
export function Keyboard() {
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'shortcuts'>()
  const [asked, setAsked] = useState<Record<'palette' | 'shortcuts', boolean>>({ palette: false, shortcuts: false })

  function show(dialog: 'palette' | 'shortcuts') {
    setAsked((before) => ({ ...before, [dialog]: true }))
    setOpen(dialog)
  }
  useCommand('palette', () => show('palette'))
  useCommand('shortcuts', () => show('shortcuts'))
  useCommand('newImport', () => router.push('/jobs/new-import'))
  useCommand('newExport', () => router.push('/jobs/new-export'))

  const press = useEffectEvent((event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (event.defaultPrevented || event.isComposing || altKey) return
    // The other key of the two follows soon, and then letters.
    if (key === 'Control' || key === 'Meta') void loadPalette()
    if ((ctrlKey || metaKey) && key.toLowerCase() === SHORTCUTS.palette.key) {
      event.preventDefault()
      if (open === 'palette') setOpen(undefined)
      else if (!document.querySelector(OPEN)) show('palette')
      return
    }
    if (ctrlKey || metaKey || document.querySelector(OPEN)) return
    if (!(target instanceof Element) || target.closest(TAKEN)) return
    if (isInRow(target) && (key === 'ArrowDown' || key === 'ArrowUp')) {
      if (moveInRows(key === 'ArrowDown' ? 1 : -1)) event.preventDefault()
      return
    }
    if (key.length !== 1 || !areKeysOn()) return
    const id = COMMANDS.find((one) => SHORTCUTS[one].key === key && !('mod' in SHORTCUTS[one]))
    if (id && act(id)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])

  return (
    <>
      {asked.palette && <Palette open={open === 'palette'} onOpenChange={(now) => setOpen(now ? 'palette' : undefined)} />}
      {asked.shortcuts && <ShortcutsDialog open={open === 'shortcuts'} onOpenChange={(now) => setOpen(now ? 'shortcuts' : undefined)} />}
    </>
  )
}

/** What belongs to the list is found in the page, wherever that list is made. */
function act(id: CommandId): boolean {
  if (id === 'next') return moveInRows(1)
  if (id === 'previous') return moveInRows(-1)
  if (id === 'search') return focusSearch()
  return doCommand(id)
}
