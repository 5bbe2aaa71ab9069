import { cookies, headers } from 'next/headers'
import { hasLocale } from 'next-intl'
import { getRequestConfig } from 'next-intl/server'
import { formats } from '#i18n/formats.ts'
import { routing } from '#i18n/routing.ts'
import { knownTimeZone, TIME_ZONE_COOKIE } from '#i18n/time-zone.ts'
import { LOCALE_HEADER } from '#lib/page-headers.ts'

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = (await headers()).get(LOCALE_HEADER) ?? (await requestLocale)
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale
  return {
    locale,
    formats,
    messages: (await import(`../messages/${locale}.json`)).default,
    timeZone: knownTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value),
    now: new Date(),
  }
})
