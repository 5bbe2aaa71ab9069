import type { formats } from '#i18n/formats.ts'
import type { routing } from '#i18n/routing.ts'
import type messages from '#messages/fr.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: (typeof routing.locales)[number]
    Messages: typeof messages
    Formats: typeof formats
  }
}
