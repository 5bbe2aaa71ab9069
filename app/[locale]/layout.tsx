import type { Metadata } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { hasLocale } from 'next-intl'
import { getNow, getTimeZone } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Frame } from '#components/shell/frame.tsx'
import { isTheme, THEME_COOKIE } from '#components/shell/theme.ts'
import { commonWords } from '#components/shell/words.tsx'
import { LANGUAGES } from '#i18n/languages.ts'
import { routing } from '#i18n/routing.ts'
import '../globals.css'

const inter = localFont({
  src: '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
})

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export const metadata: Metadata = { title: { default: 'Quayside', template: '%s · Quayside' } }

export default async function RootLayout({ children, params }: Props) {
  const { locale } = await params
  if (!hasLocale(routing.locales, locale)) notFound()
  const saved = (await cookies()).get(THEME_COOKIE)?.value
  const theme = isTheme(saved) ? saved : 'system'
  return (
    <html lang={locale} dir={LANGUAGES[locale].direction} data-theme={theme} className={inter.variable}>
      <head>
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0d0e11" media="(prefers-color-scheme: dark)" />
      </head>
      <body className="flex h-dvh flex-col antialiased">
        <Frame locale={locale} timeZone={await getTimeZone()} now={await getNow()} words={await commonWords()} theme={theme}>
          {children}
        </Frame>
      </body>
    </html>
  )
}
