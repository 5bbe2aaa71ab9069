import 'server-only'

/**
 * Whether a page of this installation asks, and not one of elsewhere in the name of whoever looks at it: browsers name the
 * origin of what changes something, and ask before they send JSON to others.
 */
export function isOwnPage(request: Request): boolean {
  const origin = request.headers.get('origin')
  const json = request.headers.get('content-type')?.startsWith('application/json') ?? false
  return json && (origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get('host')))
}
