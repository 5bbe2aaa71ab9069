import { createContext, useContext } from 'react'
import type { Place } from '#components/jobs/desk-choice.ts'

export const DeskContext = createContext<{ place: Place; setPlace: (place: Place) => void } | null>(null)

/** Where the list stands, for the button that moves it. */
export function useDesk() {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('the desk is asked for outside of it')
  return desk
}
