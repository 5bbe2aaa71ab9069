'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** A checksum in short: the whole on hover and focus, and in the clipboard on a click. */
export function Checksum({ sha256 }: { sha256: string }) {
  const t = useTranslations('general')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : Copy
  return (
    <>
      <Tooltip
        content={
          <>
            {t('checksum')}
            <span className="block font-mono break-all">{sha256}</span>
          </>
        }
      >
        <button
          type="button"
          onClick={() => navigator.clipboard?.writeText(sha256).then(() => setCopied(true))}
          className="inline-flex items-center gap-1.5 rounded-sm font-mono text-xs hover:text-ink"
        >
          SHA-256 {sha256.slice(0, 12)}… <span className="sr-only">{t('copyChecksum')}</span>
          <Icon aria-hidden className="size-3.5" />
        </button>
      </Tooltip>
      <span role="status" className="text-xs text-success">
        {copied && t('copied')}
      </span>
    </>
  )
}
