import { useEffect, useState } from 'react'

/** The name of the template with a number; null where there is none that the reader may use. */
export type NamedTemplate = { id: number; name: string | null }

/** Names that the reader chose from: what filters the list by them has its name at once. */
const chosen = new Map<number, string>()
export const rememberTemplate = (id: number, name: string) => chosen.set(id, name)

/**
 * The name of the template that the list is filtered by, asked of the server where neither the page came with it nor the reader
 * chose it here; undefined until it is there.
 */
export function useTemplateName(id: number | undefined, rendered: NamedTemplate | null): string | null | undefined {
  const [answered, setAnswered] = useState(rendered)
  const known = id === undefined ? undefined : (chosen.get(id) ?? (answered?.id === id ? answered.name : undefined))
  const missing = id !== undefined && known === undefined
  useEffect(() => {
    if (!missing) return
    const request = new AbortController()
    fetch(`/api/templates/${id}`, { signal: request.signal })
      .then((response) => (response.ok ? (response.json() as Promise<{ name: string }>) : null))
      .then(
        (answer) => setAnswered({ id, name: answer?.name ?? null }),
        () => request.signal.aborted || setAnswered({ id, name: null }),
      )
    return () => request.abort()
  }, [id, missing])
  return known
}
