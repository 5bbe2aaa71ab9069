import { createNavigation } from 'next-intl/navigation'
import { routing } from '#i18n/routing.ts'

/** Links and moves that know the addresses of each language. */
export const { Link, redirect, usePathname, useRouter, getPathname } = createNavigation(routing)
