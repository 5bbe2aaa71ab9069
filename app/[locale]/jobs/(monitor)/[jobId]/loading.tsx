import { Skeleton } from '#components/ui/skeleton.tsx'

/** The parts of a tab, before they come. */
export default function Loading() {
  return (
    <div className="space-y-4 p-4">
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-2 w-full" />
      <div className="grid grid-cols-5 gap-3 max-md:grid-cols-2">
        {['total', 'processed', 'success', 'empty', 'errors', 'warnings', 'rejects', 'doubles', 'duplicates', 'unprocessed'].map(
          (counter) => (
            <Skeleton key={counter} className="h-14" />
          ),
        )}
      </div>
      <Skeleton className="h-32 w-full" />
    </div>
  )
}
