'use client'

import { clsx } from 'clsx'
import { FileUp } from 'lucide-react'
import { type DragEvent, type Ref, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  /** The button, to which focus returns. */
  ref: Ref<HTMLButtonElement>
  /** Empty where something was dropped that is no file. */
  onFiles: (files: File[]) => void
  hint: string
  describedBy: string | undefined
}

/** Takes a file: dropped anywhere on it, or chosen by the button. */
export function DropZone({ ref, onFiles, hint, describedBy }: Props) {
  const t = useTranslations('upload')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const folder = [...event.dataTransfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory)
    onFiles(folder ? [] : [...event.dataTransfer.files])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way to do what the button does
    <div
      onDragEnter={(event) => event.preventDefault()}
      onDragOver={(event) => {
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
      className={clsx(
        'flex flex-col items-center gap-4 rounded-xl border border-dashed px-6 py-14 text-center transition-colors duration-150 max-md:py-10',
        over ? 'border-focus bg-selected' : 'border-line-strong bg-subtle',
      )}
    >
      <span className="flex size-11 items-center justify-center rounded-full border border-line bg-raised text-muted">
        <FileUp aria-hidden className="size-5" />
      </span>
      <div className="space-y-1">
        <p className="font-medium text-balance max-md:hidden">{over ? t('dropNow') : t('drop')}</p>
        <p className="max-w-lg text-sm text-pretty text-muted">{t('what')}</p>
      </div>
      <Button ref={ref} look="primary" aria-describedby={describedBy} onClick={() => input.current?.click()} className="max-md:w-full">
        {t('choose')}
      </Button>
      <p className="text-xs text-faint">{hint}</p>
      <input
        ref={input}
        type="file"
        aria-label={t('choose')}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // So that the same file can be chosen again.
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </div>
  )
}
