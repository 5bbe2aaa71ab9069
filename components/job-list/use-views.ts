import { useCallback, useEffect, useState } from 'react'
import type { SavedView } from '#jobs/list-views.ts'

/** The views to choose from, read whenever they are looked at: undefined until they are there, null where they could not be read. */
export function useViews(open: boolean): { views: SavedView[] | null | undefined; readAgain: () => void } {
  const [views, setViews] = useState<SavedView[] | null>()
  const readAgain = useCallback(() => {
    fetch('/api/views')
      .then((response) => (response.ok ? (response.json() as Promise<SavedView[]>) : null))
      .then(setViews, () => setViews(null))
  }, [])
  useEffect(() => {
    if (open) readAgain()
  }, [open, readAgain])
  return { views, readAgain }
}
