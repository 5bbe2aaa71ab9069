import { Download, FileText } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { Checksum } from '#components/job-details/checksum.tsx'
import { sizeIn } from '#components/job-details/size.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { FileView } from '#jobs/show-job.ts'

/** What the job reads or wrote, to download. */
export function Files({ kind, files }: { kind: JobView['kind']; files: FileView[] }) {
  const t = useTranslations('general')
  const format = useFormatter()
  const role = kind === 'import' ? 'source' : 'output'
  return (
    <Card title={t(`files.${role}`)}>
      {files.length === 0 && <p className="px-4 py-3 text-sm text-muted">{t(`files.none.${kind}`)}</p>}
      <ul className="divide-y divide-line">
        {files.map((file) => {
          const { value, unit } = sizeIn(file.size)
          return (
            <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
              <FileText aria-hidden className="size-4 shrink-0 text-muted" />
              <div className="min-w-0 flex-1 basis-40 space-y-1">
                <p className="font-medium wrap-anywhere">
                  {file.role !== role && <span className="font-normal text-muted">{t(`files.${file.role}`)}: </span>}
                  {file.name}
                </p>
                <p className="flex flex-wrap items-center gap-x-3 text-muted">
                  <span>{format.number(value, { style: 'unit', unit, maximumFractionDigits: 1 })}</span>
                  <Checksum sha256={file.sha256} />
                </p>
              </div>
              <Button asChild size="small">
                <a href={`/api/files/${file.id}`} download={file.name} aria-label={t('downloadFile', { name: file.name })}>
                  <Download aria-hidden className="size-3.5" />
                  {t('download')}
                </a>
              </Button>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
