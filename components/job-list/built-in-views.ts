import type { ListQuery } from '#components/jobs/list-query.ts'

type BuiltIn = 'all' | 'mine' | 'running' | 'waiting' | 'rejects' | 'failedToday'

/** Views that everybody has, by what they show; nobody saved them. */
export const builtInViews = (me: string): { name: BuiltIn; query: ListQuery }[] => [
  { name: 'all', query: {} },
  { name: 'mine', query: { owner: me } },
  { name: 'running', query: { status: ['running', 'pausing', 'cancelling', 'server_shutdown'] } },
  { name: 'waiting', query: { status: ['editing', 'paused'] } },
  { name: 'rejects', query: { rejects: 'with' } },
  { name: 'failedToday', query: { status: ['finished_with_errors'], period: 'today' } },
]
