import type { ReactNode } from 'react'
import { Words } from '#components/shell/words.tsx'

export default function RejectsLayout({ children }: { children: ReactNode }) {
  return <Words of={['rejectsTab', 'rejectReasons']}>{children}</Words>
}
