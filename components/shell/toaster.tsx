'use client'

import dynamic from 'next/dynamic'

/** Comes after the page: there is nothing to answer before somebody does something. */
export const Toaster = dynamic(() => import('#components/shell/notices.tsx').then(({ Notices }) => Notices), { ssr: false })
