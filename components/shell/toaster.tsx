'use client'

import { later } from '#components/ui/later.tsx'

/** There is nothing to answer before somebody does something. */
export const Toaster = later(() => import('#components/shell/notices.tsx').then(({ Notices }) => Notices))
