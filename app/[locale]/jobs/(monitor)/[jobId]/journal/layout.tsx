import type { ReactNode } from 'react'
import { Words } from '#components/shell/words.tsx'

export default function JournalLayout({ children }: { children: ReactNode }) {
  return <Words of={['journal', 'journalTab', 'general']}>{children}</Words>
}
