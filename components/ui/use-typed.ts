import { useEffect, useEffectEvent, useState } from 'react'

/** Milliseconds of rest after which what is typed is searched for. */
const REST = 250

/**
 * A search field's text: it stays as it is typed, and is searched for when the typing rests.
 * @param value what is searched for, as the address says it
 * @returns the text, `type` for what is typed, `send` for what is to be searched for at once
 */
export function useTyped(value: string, onSearch: (text: string) => void) {
  const [typed, type] = useState(value)
  const [sent, setSent] = useState(value)
  const [known, setKnown] = useState(value)
  // The address changed otherwise than by typing: by a reset, or by going back.
  if (known !== value) {
    setKnown(value)
    if (value !== sent) {
      setSent(value)
      type(value)
    }
  }

  function search(text: string) {
    setSent(text)
    onSearch(text)
  }
  const rest = useEffectEvent(search)
  const text = typed.trim()
  useEffect(() => {
    if (text === sent) return
    const timer = setTimeout(() => rest(text), REST)
    return () => clearTimeout(timer)
  }, [text, sent])

  function send(now: string) {
    type(now)
    search(now.trim())
  }
  return { typed, type, send }
}
