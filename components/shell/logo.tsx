/** A quay, and a crate that comes ashore. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={className}>
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path d="M4 13.5h12" stroke="var(--on-accent)" strokeWidth="1.8" strokeLinecap="round" />
      <rect x="7" y="5" width="6" height="6" rx="1.2" fill="none" stroke="var(--on-accent)" strokeWidth="1.6" />
      <path d="M6 16.2h8" stroke="var(--on-accent)" strokeWidth="1.4" strokeLinecap="round" opacity="0.55" />
    </svg>
  )
}
