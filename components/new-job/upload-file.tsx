'use client'

import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { DropZone } from '#components/new-job/drop-zone.tsx'
import { UploadProgress } from '#components/new-job/upload-progress.tsx'
import { useBytes } from '#components/new-job/use-bytes.ts'
import { type UploadFailure, useUpload } from '#components/new-job/use-upload.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/field.tsx'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { CreateRefusal } from '#jobs/create-draft.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = {
  /** In bytes. */
  maxSize: number
  create: (input: { uploadId: string }) => Promise<Outcome<{ jobId: number }, CreateRefusal>>
}

/** Refusals that say what is wrong with the file itself. */
const OF_THE_FILE = ['file_empty', 'file_not_text', 'file_damaged', 'archive_too_large', 'archive_member'] as const

type Trouble = UploadFailure | (typeof OF_THE_FILE)[number] | 'not_one_file' | 'not_created' | 'template_missing'

/** What went wrong with an upload, once it is on the server. */
const troubleOf = ({ code }: CreateRefusal): Trouble =>
  OF_THE_FILE.find((known) => known === code) ??
  (code === 'forbidden' || code === 'template_missing' ? code : code === 'file_missing' ? 'failed' : 'not_created')

/** From a file on somebody's desk to the draft of an import. */
export function UploadFile({ maxSize, create }: Props) {
  const t = useTranslations('upload')
  const router = useRouter()
  const bytes = useBytes()
  const chooser = useRef<HTMLButtonElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [arrived, setArrived] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const upload = useUpload({ maxSize, onArrived: (id) => void read(id) })
  const failure = trouble ?? (upload.state.step === 'failed' ? upload.state.failure : null)

  function choose(files: File[]) {
    const [first] = files
    setTrouble(null)
    setArrived(null)
    setFile(first ?? null)
    if (!first || files.length > 1) fail('not_one_file')
    else if (first.size === 0) fail('file_empty')
    else void upload.send(first)
  }

  async function read(uploadId: string) {
    setArrived(uploadId)
    try {
      const made = await create({ uploadId })
      if (made.ok) return router.push({ pathname: '/jobs/[jobId]/edit', params: { jobId: made.value.jobId } })
      // The file waits for another template.
      if (made.refusal.code !== 'template_missing') setArrived(null)
      fail(troubleOf(made.refusal))
    } catch {
      // The bytes are there, only the answer is not: trying again goes on from here.
      fail('not_created')
    }
  }

  /** Back to the choice, where the button is that goes on. */
  function fail(what: Trouble) {
    flushSync(() => {
      upload.reset()
      setTrouble(what)
    })
    chooser.current?.focus()
  }

  function retry() {
    setTrouble(null)
    if (arrived) void read(arrived)
    else if (file) void upload.send(file)
  }

  if (!failure && file && (arrived || upload.state.step === 'sending' || upload.state.step === 'lost')) {
    return (
      <UploadProgress
        file={file}
        state={upload.state}
        onCancel={() => {
          flushSync(() => {
            upload.cancel()
            setFile(null)
          })
          chooser.current?.focus()
        }}
      />
    )
  }
  const again = failure === 'failed' || failure === 'not_created' || failure === 'template_missing'
  return (
    <div className="space-y-3">
      <DropZone
        ref={chooser}
        onFiles={choose}
        hint={t('limit', { size: bytes(maxSize) })}
        describedBy={failure ? 'upload-problem' : undefined}
      />
      <Problem id="upload-problem">
        {failure && (
          <>
            {file && failure !== 'not_one_file' && <span className="font-medium break-all">{t('about', { name: file.name })} </span>}
            {t(`failures.${failure}`, { limit: bytes(maxSize), size: bytes(file?.size ?? 0) })}
          </>
        )}
      </Problem>
      {again && <Button onClick={retry}>{t('retry')}</Button>}
    </div>
  )
}
