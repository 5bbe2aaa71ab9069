import type { ReactNode } from 'react'
import { LiveProvider } from '#components/live/live.tsx'

export default function Monitor({ children }: { children: ReactNode }) {
  return <LiveProvider>{children}</LiveProvider>
}
