import { useEffect, useEffectEvent } from 'react'
import type { CommandId } from '#components/shell/shortcuts.ts'

/** What can be done right now, by whichever part of the page does it; the part that came last has it. */
const doable = new Map<CommandId, (() => void)[]>()

/** Lets keyboard and palette do what this part of the page does, for as long as it is there and can do it. */
export function useCommand(id: CommandId, run: () => void, possible = true): void {
  const latest = useEffectEvent(run)
  useEffect(() => {
    if (!possible) return
    const own = () => latest()
    doable.set(id, [...(doable.get(id) ?? []), own])
    return () => {
      const left = (doable.get(id) ?? []).filter((one) => one !== own)
      if (left.length > 0) doable.set(id, left)
      else doable.delete(id)
    }
  }, [id, possible])
}

export const canDo = (id: CommandId): boolean => doable.has(id)

/** Does it, if it can be done. */
export function doCommand(id: CommandId): boolean {
  const run = doable.get(id)?.at(-1)
  run?.()
  return run !== undefined
}
