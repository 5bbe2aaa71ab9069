import type { NextRequest } from 'next/server'
import { chooseLocale } from '#i18n/choose-locale.ts'
import { getPathname } from '#i18n/navigation.ts'
import { LOCALE_COOKIE } from '#i18n/routing.ts'

type Context = { params: Promise<{ path: string[] }> }

const TABS = { journal: '/jobs/[jobId]/journal', rejects: '/jobs/[jobId]/rejects' } as const

/** The address for anybody, `/j/1042/journal`: leads to the same place in the reader's own language. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const [jobId = '', tab] = (await params).path
  const locale = chooseLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get('accept-language'))
  const page = tab === 'journal' || tab === 'rejects' ? TABS[tab] : '/jobs/[jobId]'
  const path = getPathname({ href: { pathname: page, params: { jobId } }, locale })
  return new Response(null, {
    status: 307,
    headers: { location: `${path}${request.nextUrl.search}`, 'cache-control': 'no-store', vary: 'accept-language, cookie' },
  })
}
