import { defineRouting } from 'next-intl/routing'

/** Where the language that a person chose is kept. */
export const LOCALE_COOKIE = 'NEXT_LOCALE'

/** The languages and the addresses in them; nothing else lists either. */
export const routing = defineRouting({
  locales: ['fr', 'it', 'pt-BR', 'es', 'de'],
  defaultLocale: 'fr',
  localePrefix: 'always',
  localeCookie: { name: LOCALE_COOKIE, maxAge: 60 * 60 * 24 * 365, sameSite: 'lax' },
  pathnames: {
    '/': '/',
    '/jobs': { fr: '/traitements', it: '/processi', 'pt-BR': '/trabalhos', es: '/trabajos', de: '/auftraege' },
    '/jobs/new-import': {
      fr: '/traitements/nouvel-import',
      it: '/processi/nuova-importazione',
      'pt-BR': '/trabalhos/nova-importacao',
      es: '/trabajos/nueva-importacion',
      de: '/auftraege/neuer-import',
    },
    '/jobs/new-export': {
      fr: '/traitements/nouvel-export',
      it: '/processi/nuova-esportazione',
      'pt-BR': '/trabalhos/nova-exportacao',
      es: '/trabajos/nueva-exportacion',
      de: '/auftraege/neuer-export',
    },
    '/jobs/[jobId]': {
      fr: '/traitements/[jobId]',
      it: '/processi/[jobId]',
      'pt-BR': '/trabalhos/[jobId]',
      es: '/trabajos/[jobId]',
      de: '/auftraege/[jobId]',
    },
    '/jobs/[jobId]/journal': {
      fr: '/traitements/[jobId]/journal',
      it: '/processi/[jobId]/registro',
      'pt-BR': '/trabalhos/[jobId]/registro',
      es: '/trabajos/[jobId]/registro',
      de: '/auftraege/[jobId]/journal',
    },
    '/jobs/[jobId]/rejects': {
      fr: '/traitements/[jobId]/rejets',
      it: '/processi/[jobId]/scarti',
      'pt-BR': '/trabalhos/[jobId]/rejeicoes',
      es: '/trabajos/[jobId]/rechazos',
      de: '/auftraege/[jobId]/zurueckweisungen',
    },
    '/jobs/[jobId]/edit': {
      fr: '/traitements/[jobId]/edition',
      it: '/processi/[jobId]/modifica',
      'pt-BR': '/trabalhos/[jobId]/edicao',
      es: '/trabajos/[jobId]/edicion',
      de: '/auftraege/[jobId]/bearbeiten',
    },
    '/statuses': { fr: '/statuts', it: '/stati', 'pt-BR': '/status', es: '/estados', de: '/status' },
  },
})

export type Locale = (typeof routing.locales)[number]
