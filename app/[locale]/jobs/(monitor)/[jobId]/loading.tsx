'use client'

import type { ReactNode } from 'react'
import { type Tab, useTab } from '#components/jobs/addresses.ts'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The parts of the tab that is opened, each as large as it will be, before they come. */
export default function Loading() {
  return TABS[useTab()]
}

/** A card with a title to come. */
function Part({ children }: { children: ReactNode }) {
  return (
    <Card>
      <div className="flex min-h-10 items-center border-b border-line px-4 py-1.5">
        <Skeleton className="h-3.5 w-28" />
      </div>
      {children}
    </Card>
  )
}

/** What is said in two lines, as a counter or a figure is. */
const Figure = ({ className }: { className: string }) => (
  <div className={className}>
    <Skeleton className="h-3 w-16" />
    <Skeleton className="h-4 w-20" />
  </div>
)

const rows = (count: number) => Array.from({ length: count }, (_, row) => row)

const Counters = ({ count }: { count: number }) =>
  rows(count).map((counter) => (
    <Figure key={counter} className="flex h-10 flex-col justify-between py-0.5 @max-xl:h-5 @max-xl:flex-row @max-xl:items-center" />
  ))

const Facts = ({ count }: { count: number }) => (
  <Part>
    <div className="divide-y divide-line px-4">
      {rows(count).map((row) => (
        <div key={row} className="flex h-[2.1875rem] items-center gap-4">
          <Skeleton className="h-3.5 w-28" />
          <Skeleton className="h-3.5 w-40" />
        </div>
      ))}
    </div>
  </Part>
)

const TABS: Record<Tab, ReactNode> = {
  general: (
    <div className="@container">
      <div className="grid gap-4 p-4 max-md:p-3 @4xl:grid-cols-2">
        <div className="grid min-w-0 gap-4 @4xl:col-span-2">
          <Card>
            <div className="space-y-3 p-4">
              <div className="flex h-[1.1875rem] items-center">
                <Skeleton className="h-3.5 w-2/5" />
              </div>
              <Skeleton className="h-2 rounded-full!" />
              <div className="grid grid-cols-2 gap-x-6 gap-y-2 @xl:grid-cols-4">
                {rows(4).map((figure) => (
                  <Figure key={figure} className="h-[3.1875rem] space-y-1.5 pt-0.5" />
                ))}
              </div>
            </div>
          </Card>
          <Part>
            <div className="px-4 pt-3 pb-2 max-md:px-3">
              <Skeleton className="h-38" />
            </div>
          </Part>
          <Part>
            <div className="flex flex-wrap gap-x-8 gap-y-4 p-4 @max-xl:flex-col @max-xl:gap-y-1">
              <Counters count={7} />
            </div>
            <div className="flex flex-wrap gap-x-8 gap-y-2 border-t border-line px-4 py-3 @max-xl:flex-col @max-xl:gap-y-1">
              <Counters count={3} />
            </div>
          </Part>
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Facts count={8} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Facts count={8} />
        </div>
      </div>
    </div>
  ),
  journal: (
    <div className="@container flex h-full min-h-40 flex-col">
      <div className="flex shrink-0 items-center gap-3 border-b border-line px-3 py-1.5">
        <Skeleton className="h-7 w-72 max-w-1/2 max-md:h-9" />
        <Skeleton className="h-7 w-72 max-w-1/3 max-md:h-9" />
      </div>
      <div className="min-h-0 flex-1 space-y-3 px-4 py-2.5 max-md:px-3">
        {/* As many as even a low screen has room for. */}
        {rows(4).map((row) => (
          <div key={row} className="flex gap-3">
            <Skeleton className="h-[1.1875rem] w-14 shrink-0" />
            <Skeleton className={row % 3 === 1 ? 'h-[1.1875rem] w-3/5' : 'h-[1.1875rem] w-2/5'} />
          </div>
        ))}
      </div>
      <div className="flex h-9 shrink-0 items-center border-t border-line px-4 max-md:h-10 max-md:px-3">
        <Skeleton className="h-3.5 w-32" />
      </div>
    </div>
  ),
  rejects: (
    <div className="space-y-3 p-4 max-md:p-3">
      <div className="flex justify-between gap-3">
        <Skeleton className="h-7 w-72 max-w-1/2 max-md:h-9" />
        <Skeleton className="h-7 w-24 max-md:h-9" />
      </div>
      {rows(3).map((group) => (
        <Skeleton key={group} className="h-9" />
      ))}
      <div className="divide-y divide-line border-t border-line">
        {rows(6).map((record) => (
          <div key={record} className="flex h-10 items-center gap-4">
            <Skeleton className="h-3.5 w-12" />
            <Skeleton className="h-3.5 w-2/5" />
          </div>
        ))}
      </div>
    </div>
  ),
}
