import { useEffect, useState } from 'react'

/** The time in milliseconds, each second while it matters; the first paint has the server's, so that both sides agree. */
export function useClock(now: number, ticking: boolean): number {
  const [time, setTime] = useState(now)
  useEffect(() => {
    if (!ticking) return
    setTime(Date.now())
    const timer = setInterval(() => setTime(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticking])
  return time
}
