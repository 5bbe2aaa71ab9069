'use client'

import { clsx } from 'clsx'
import { FileText, LoaderCircle, WifiOff } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useBytes } from '#components/new-job/use-bytes.ts'
import type { UploadState } from '#components/new-job/use-upload.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { percentOf } from '#jobs/job-view.ts'

/** How far the file has come. Once it is there, `state` is idle and it is being read. */
export function UploadProgress({ file, state, onCancel }: { file: File; state: UploadState; onCancel: () => void }) {
  const t = useTranslations('upload')
  const format = useFormatter()
  const bytes = useBytes()
  const cancel = useRef<HTMLButtonElement>(null)
  const going = state.step === 'sending' || state.step === 'lost'
  const sent = going ? state.sent : file.size
  const share = going ? (state.total > 0 ? sent / state.total : 0) : 1
  const percent = percentOf(share)
  const reading = !going || share >= 1
  const speed = state.step === 'sending' && !reading ? state.speed : null

  // The button that was pressed is gone; its place is taken by the one that stops.
  useEffect(() => cancel.current?.focus(), [])

  return (
    <div className="rounded-xl border border-line bg-raised p-5 max-md:p-4">
      <div className="flex items-center gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-subtle text-muted">
          <FileText aria-hidden className="size-4.5" />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium" title={file.name}>
            {file.name}
          </p>
          <p className="text-sm text-muted">{bytes(file.size)}</p>
        </div>
        {going && (
          <Button ref={cancel} onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={t('progress', { name: file.name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="mt-4 h-1.5 overflow-hidden rounded-full bg-track"
      >
        <div
          className={clsx(
            'h-full rounded-full transition-[width] duration-200',
            state.step === 'lost' ? 'bg-warning' : 'bg-info',
            reading && 'animate-pulse',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <div className="mt-2.5 flex min-h-5 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm">
        <p role="status" className="flex min-w-0 items-center gap-1.5">
          {state.step === 'lost' ? (
            <>
              <WifiOff aria-hidden className="size-4 shrink-0 text-warning" />
              {t('lost')}
            </>
          ) : reading ? (
            <>
              <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted" />
              {t('reading')}
            </>
          ) : (
            <span className="sr-only">{t('sending')}</span>
          )}
          {going && !reading && (
            <span aria-hidden className={clsx(state.step === 'lost' && 'hidden')}>
              {t('sentOf', { sent: bytes(sent), total: bytes(state.total) })}
            </span>
          )}
        </p>
        {going && !reading && (
          <p className="flex gap-3 text-muted">
            {speed !== null && speed > 0 && (
              <>
                <span>{t('speed', { speed: bytes(speed) })}</span>
                <span>{t('remaining', { time: remaining(format, (state.total - sent) / speed) })}</span>
              </>
            )}
            <span className="font-medium text-ink">{format.number(percent / 100, 'percent')}</span>
          </p>
        )}
      </div>
    </div>
  )
}

/** Rounded so that it does not flicker: 40 s, 3 min, 1,5 h. */
function remaining(format: ReturnType<typeof useFormatter>, seconds: number): string {
  const [value, unit] =
    seconds < 10
      ? [Math.ceil(seconds), 'second']
      : seconds < 60
        ? [Math.ceil(seconds / 5) * 5, 'second']
        : seconds < 5400
          ? [Math.ceil(seconds / 60), 'minute']
          : [seconds / 3600, 'hour']
  return format.number(value as number, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'hour' ? 1 : 0,
  })
}
