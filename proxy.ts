import type { NextRequest } from 'next/server'
import createMiddleware from 'next-intl/middleware'
import { routing } from '#i18n/routing.ts'
import { SEARCH_HEADER } from '#lib/search-header.ts'

const chooseLocale = createMiddleware(routing)

/** Finds the language and the page of an address; see i18n/routing.ts. */
export default function proxy(request: NextRequest) {
  // A layout is not told what is searched for, and the list lives in one.
  request.headers.set(SEARCH_HEADER, request.nextUrl.search)
  const response = chooseLocale(request)
  // To open a colleague's link is no choice of a language; only the language switch saves one.
  response.headers.delete('set-cookie')
  response.headers.delete('x-middleware-set-cookie')
  return response
}

/** Pages only: no APIs (uploads stream through untouched), no neutral links, no files. */
export const config = { matcher: ['/((?!api/|j/|_next/|.*\\..*).*)'] }
