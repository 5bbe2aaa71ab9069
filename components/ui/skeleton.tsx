import { clsx } from 'clsx'

/** Keeps the place of what comes; give it that thing's size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-pulse rounded bg-track', className)} />
}
