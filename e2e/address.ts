import { type Locale, routing } from '#i18n/routing.ts'

/** The address of a page in a language. */
export function address(locale: Locale, pathname: keyof typeof routing.pathnames, jobId?: number): string {
  const path = routing.pathnames[pathname][locale]
  return `/${locale}${path === '/' ? '' : path.replace('[jobId]', String(jobId))}`
}

/** The number of the job in the address of one of its pages. */
export const jobIdOf = (url: string): number => Number(/\/(\d+)(?=\/|\?|$)/.exec(new URL(url).pathname)?.[1])
