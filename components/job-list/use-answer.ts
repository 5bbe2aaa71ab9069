import { useEffect, useState } from 'react'

/**
 * What the server answers at an address of its API: undefined until it has, null when it has not. While another address is
 * asked, the last answer stays.
 */
export function useAnswer<Answer>(url: string): Answer | null | undefined {
  const [answer, setAnswer] = useState<Answer | null>()
  useEffect(() => {
    const request = new AbortController()
    fetch(url, { signal: request.signal })
      .then((response) => (response.ok ? (response.json() as Promise<Answer>) : null))
      .then(setAnswer, () => request.signal.aborted || setAnswer(null))
    return () => request.abort()
  }, [url])
  return answer
}
