import type { ReactNode } from 'react'
import { Words } from '#components/shell/words.tsx'

/** What is found in a file is said as in the journal. */
export default function DraftLayout({ children }: { children: ReactNode }) {
  return <Words of={['newJob', 'upload', 'journal', 'templates']}>{children}</Words>
}
