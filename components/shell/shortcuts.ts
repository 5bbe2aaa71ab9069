export const GROUPS = ['everywhere', 'list', 'job', 'journal', 'records'] as const
type Group = (typeof GROUPS)[number]

/**
 * Everything that has a key, named as the event names it. Those that are a letter, a digit or a sign can be turned off; those
 * with `mod`, pressed together with Ctrl or ⌘, or with `shift`, cannot.
 */
export const SHORTCUTS = {
  palette: { key: 'k', group: 'everywhere', mod: true },
  shortcuts: { key: '?', group: 'everywhere' },
  newImport: { key: 'i', group: 'everywhere' },
  newExport: { key: 'e', group: 'everywhere' },
  search: { key: '/', group: 'list' },
  next: { key: 'j', group: 'list' },
  previous: { key: 'k', group: 'list' },
  open: { key: 'Enter', group: 'list' },
  choose: { key: 'x', group: 'list' },
  reach: { key: 'ArrowDown', group: 'list', shift: true },
  chosen: { key: 'a', group: 'list' },
  start: { key: 's', group: 'job' },
  pause: { key: 'p', group: 'job' },
  cancel: { key: 'c', group: 'job' },
  general: { key: '1', group: 'job' },
  journal: { key: '2', group: 'job' },
  rejects: { key: '3', group: 'job' },
  copyLink: { key: 'l', group: 'job' },
  close: { key: 'Escape', group: 'job' },
  // While somebody reads a journal these come before the ones above; see the Journal tab.
  journalSearch: { key: '/', group: 'journal' },
  journalNext: { key: 'n', group: 'journal' },
  journalPrevious: { key: 'p', group: 'journal' },
  journalStart: { key: 'Home', group: 'journal' },
  journalEnd: { key: 'End', group: 'journal' },
  repair: { key: 'r', group: 'records' },
  // Those of the list of jobs, within the list of rejects.
  nextRecord: { key: 'j', group: 'records' },
  previousRecord: { key: 'k', group: 'records' },
  openRecord: { key: 'Enter', group: 'records' },
  chooseRecord: { key: 'x', group: 'records' },
} as const satisfies Record<string, { key: string; group: Group; mod?: true; shift?: true }>

export type CommandId = keyof typeof SHORTCUTS
export const COMMANDS = Object.keys(SHORTCUTS) as CommandId[]

const SWITCH = 'single-key-shortcuts'

/** Whether single keys do anything; a person may turn them off, as whoever speaks to the computer must be able to. */
export const areKeysOn = (): boolean => {
  try {
    return localStorage.getItem(SWITCH) !== 'off'
  } catch {
    return true
  }
}

export function turnKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SWITCH)
    else localStorage.setItem(SWITCH, 'off')
  } catch {
    // A browser that keeps nothing keeps them on.
  }
}
