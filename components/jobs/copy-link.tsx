'use client'

import { Link2 } from 'lucide-react'
import { toast } from 'sonner'
import { useTab } from '#components/jobs/addresses.ts'
import { useCommand } from '#components/shell/commands.ts'
import { Button } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** Copies the address that opens in everybody's own language. */
export function CopyLink({ jobId }: { jobId: number }) {
  const t = useTranslations('job')
  const tab = useTab()

  async function copy() {
    const link = new URL(tab === 'general' ? `/j/${jobId}` : `/j/${jobId}/${tab}`, window.location.href).href
    try {
      await navigator.clipboard.writeText(link)
      toast.success(t('linkCopied'))
    } catch {
      toast.error(t('linkNotCopied', { link }), { duration: 20_000 })
    }
  }

  useCommand('copyLink', copy)

  return (
    <Tooltip content={t('copyLink')}>
      <Button look="ghost" size="icon" aria-label={t('copyLink')} onClick={copy}>
        <Link2 aria-hidden className="size-4" />
      </Button>
    </Tooltip>
  )
}
