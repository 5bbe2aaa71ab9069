'use client'

import { useCallback } from 'react'
import { useRouter } from '#i18n/navigation.ts'

/** Whether the server can be reached right now. */
const serverAnswers = (): Promise<boolean> =>
  fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  )

/**
 * Has the server render the page anew, unless it is away: Next would leave the page for an address that does not answer, and
 * the reader would look at the browser's error. What is missed meanwhile is rendered when the live stream is back.
 */
export function useRefresh(): () => void {
  const router = useRouter()
  return useCallback(() => {
    void serverAnswers().then((answers) => answers && router.refresh())
  }, [router])
}
