'use client'

import { useEffect } from 'react'
import { saveCookie } from '#components/shell/save-cookie.ts'
import { useRouter } from '#i18n/navigation.ts'
import { TIME_ZONE_COOKIE } from '#i18n/time-zone.ts'

/** Tells the server the reader's time zone; only a first visit, or a journey, renders the page again. */
export function TimeZone({ used }: { used: string }) {
  const router = useRouter()
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own === used) return
    saveCookie(TIME_ZONE_COOKIE, own)
    router.refresh()
  }, [used, router])
  return null
}
