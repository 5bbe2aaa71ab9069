import type { NextRequest } from 'next/server'
import createMiddleware from 'next-intl/middleware'
import { routing } from '#i18n/routing.ts'
import { SEARCH_HEADER } from '#lib/page-headers.ts'

const chooseLocale = createMiddleware(routing)

/** Finds the language and the page of an address that is no page's own: without a language, with words of another, of nothing at all. */
export default function proxy(request: NextRequest) {
  // A layout is not told what is searched for, and the list lives in one.
  request.headers.set(SEARCH_HEADER, request.nextUrl.search)
  const response = chooseLocale(request)
  // To open a colleague's link is no choice of a language; only the language switch saves one.
  response.headers.delete('set-cookie')
  response.headers.delete('x-middleware-set-cookie')
  return response
}

/**
 * Pages only: no APIs (uploads stream through untouched), no neutral links, no files. A page's own address needs no looking for, see
 * lib/page-headers.ts; the name of the header is spelled out, as Next reads this without running it.
 */
export const config = { matcher: [{ source: '/((?!api/|j/|_next/|.*\\..*).*)', missing: [{ type: 'header', key: 'x-quayside-locale' }] }] }
