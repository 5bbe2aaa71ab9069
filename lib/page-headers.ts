import type { IncomingMessage } from 'node:http'

/** The request header in which layouts are told what the address searches for. */
export const SEARCH_HEADER = 'x-quayside-search'
/** The request header that names the language of an address that is a page's own; without it the proxy looks where to go. */
export const LOCALE_HEADER = 'x-quayside-locale'

/** Tells the page of a request what it cannot see itself; nobody else can tell it so. */
export function tellPage({ headers, url = '/' }: IncomingMessage, localeOf: (path: string) => string | undefined): void {
  const [path = '', ...search] = url.split('?')
  const locale = localeOf(path)
  delete headers[LOCALE_HEADER]
  if (!locale) return
  headers[LOCALE_HEADER] = locale
  headers[SEARCH_HEADER] = search.join('?')
}
