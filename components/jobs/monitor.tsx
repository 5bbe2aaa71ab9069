'use client'

import type { ReactNode } from 'react'
import { Desk } from '#components/jobs/desk.tsx'
import type { DeskChoice } from '#components/jobs/desk-choice.ts'
import { Explain, type ExplainAction } from '#components/jobs/explain.tsx'
import { JobList, type JobListProps } from '#components/jobs/job-list.tsx'
import { ConnectionBanner } from '#components/live/connection-banner.tsx'
import { LiveProvider } from '#components/live/live.tsx'

type Props = JobListProps & { desk: DeskChoice; explain: ExplainAction; children: ReactNode }

/** The list, live, and the details of a job, which are its children. */
export function Monitor({ desk, explain, children, ...list }: Props) {
  return (
    <LiveProvider>
      <ConnectionBanner />
      <Desk list={<JobList {...list} />} saved={desk}>
        {children}
      </Desk>
      <Explain explain={explain} />
    </LiveProvider>
  )
}
