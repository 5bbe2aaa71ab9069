/** Calls every `interval` milliseconds, but not in a tab that nobody looks at; there once when it is seen again. Returns how to end it. */
export function everyWhileSeen(interval: number, tick: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const look = () => {
    clearInterval(timer)
    timer = document.visibilityState === 'hidden' ? undefined : setInterval(tick, interval)
  }
  const onVisibility = () => {
    look()
    if (timer !== undefined) tick()
  }
  look()
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    clearInterval(timer)
  }
}
