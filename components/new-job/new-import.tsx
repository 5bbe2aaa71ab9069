'use client'

import { useEffect, useRef } from 'react'
import { UploadFile } from '#components/new-job/upload-file.tsx'
import { TemplateField, type TemplatesOffered } from '#components/templates/template-field.tsx'
import { TemplateHint } from '#components/templates/template-hint.tsx'
import { useChosenTemplate } from '#components/templates/use-chosen-template.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { CreateRefusal } from '#jobs/create-draft.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = {
  /** In bytes. */
  maxSize: number
  templates: TemplatesOffered
  /** The template that the address names. */
  named: number | null
  create: (input: { uploadId: string; templateId?: number }) => Promise<Outcome<{ jobId: number }, CreateRefusal>>
}

/** The first step of an import: like which template, if any, and the file. */
export function NewImport({ maxSize, templates, named, create }: Props) {
  const t = useTranslations('templates')
  const [template, choose] = useChosenTemplate(templates.all, named)
  // What is chosen while the file is on its way counts.
  const chosen = useRef(template)
  useEffect(() => {
    chosen.current = template
  }, [template])
  return (
    <>
      <TemplateField
        {...templates}
        value={template}
        onChoose={choose}
        problem={undefined}
        hint={template ? <TemplateHint kind="import" template={template} /> : t('hint.none')}
      />
      <UploadFile
        maxSize={maxSize}
        create={({ uploadId }) => create({ uploadId, ...(chosen.current && { templateId: chosen.current.id }) })}
      />
    </>
  )
}
