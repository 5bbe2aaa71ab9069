/** The pages, as the folders of app/ name them. The words of their addresses are in every catalog, under `addresses`. */
export const PAGES = [
  '/',
  '/jobs',
  '/jobs/new-import',
  '/jobs/new-export',
  '/jobs/[jobId]',
  '/jobs/[jobId]/journal',
  '/jobs/[jobId]/rejects',
  '/jobs/[jobId]/edit',
  '/statuses',
] as const

/** The parts of addresses that have a word in each language: `jobs`, `new-import`, … */
export const SEGMENTS = [...new Set(PAGES.flatMap((page) => page.split('/').filter((part) => part !== '' && !part.startsWith('['))))]

/** The address of a page in a language: `/jobs/[jobId]/journal` becomes `/auftraege/[jobId]/journal`. */
export function addressOf(page: (typeof PAGES)[number], words: Record<string, string>): string {
  return page
    .split('/')
    .map((part) => words[part] ?? part)
    .join('/')
}
