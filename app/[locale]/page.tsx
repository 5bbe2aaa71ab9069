import { getLocale } from 'next-intl/server'
import { redirect } from '#i18n/navigation.ts'

/** The list is where everything begins. */
export default async function Home() {
  redirect({ href: '/jobs', locale: await getLocale() })
}
