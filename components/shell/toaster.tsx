'use client'

import dynamic from 'next/dynamic'
import { persistently } from '#components/ui/persistently.ts'

/** Comes after the page: there is nothing to answer before somebody does something. */
export const Toaster = dynamic(() => persistently(() => import('#components/shell/notices.tsx')).then(({ Notices }) => Notices), {
  ssr: false,
})
