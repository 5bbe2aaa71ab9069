'use client'

import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useThroughput } from '#components/job-details/use-throughput.ts'
import { useJob } from '#components/live/live.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { persistently } from '#components/ui/persistently.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'

/** Milliseconds of work of which there is a picture. */
const LEAST = 1000

const Waiting = () => <Skeleton className="h-38 w-full" />
const ThroughputChart = dynamic(
  () => persistently(() => import('#components/charts/throughput-chart.tsx')).then((part) => part.ThroughputChart),
  {
    ssr: false,
    loading: Waiting,
  },
)
const ThroughputTable = dynamic(
  () => persistently(() => import('#components/charts/throughput-table.tsx')).then((part) => part.ThroughputTable),
  {
    ssr: false,
    loading: Waiting,
  },
)

/** How fast the job went over time, as a picture or a table; of a job that took no time there is nothing to see. */
export function Throughput({ job: initial }: { job: JobView }) {
  const { status, activeMs } = useJob(initial)
  const worth = status === 'running' || activeMs >= LEAST
  const [shown, setShown] = useState(worth)
  // What is seen once stays, so that nothing jumps when a short job ends.
  if (worth && !shown) setShown(true)
  return shown ? <Shown job={initial} /> : null
}

function Shown({ job }: { job: JobView }) {
  const t = useTranslations('general')
  const data = useThroughput(job)
  const [asTable, setAsTable] = useState(false)
  const buckets = data?.stretches.reduce((sum, stretch) => sum + stretch.buckets, 0) ?? 0
  const title = t('throughput.title', { kind: job.kind })
  const Icon = asTable ? ChartNoAxesColumn : Table2
  const other = t(asTable ? 'throughput.asPicture' : 'throughput.asTable')
  return (
    <Card
      title={title}
      aside={
        <Tooltip content={other}>
          <Button look="ghost" size="icon" aria-label={other} className="-my-1 -mr-2" onClick={() => setAsTable(!asTable)}>
            <Icon aria-hidden className="size-4" />
          </Button>
        </Tooltip>
      }
    >
      <div className="px-4 pt-3 pb-2 max-md:px-3">
        {data === undefined ? (
          <Waiting />
        ) : data === null || buckets < 2 ? (
          <p className="flex h-38 items-center justify-center text-sm text-muted">{t('throughput.nothing')}</p>
        ) : asTable ? (
          <ThroughputTable data={data} label={title} />
        ) : (
          <ThroughputChart data={data} label={title} />
        )}
      </div>
    </Card>
  )
}
