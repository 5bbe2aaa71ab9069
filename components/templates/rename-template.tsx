'use client'

import { type FormEvent, useId, useState } from 'react'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedTemplate } from '#jobs/list-templates.ts'

type Props = { template: SavedTemplate; edit: TemplateActions['edit']; onDone: () => void; onClose: () => void }

export function RenameTemplate({ template, edit, onDone, onClose }: Props) {
  const t = useTranslations('templates')
  const id = useId()
  const [name, setName] = useState(template.name)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function rename(event: FormEvent) {
    event.preventDefault()
    if (pending || name.trim() === '') return
    setPending(true)
    const outcome = await edit({ templateId: template.id, edit: { name } }).catch(() => undefined)
    setPending(false)
    if (outcome?.ok) onDone()
    else setProblem(outcome ? t(`refusals.${outcome.refusal.code}`) : t('failed'))
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !pending && onClose()}
      title={t('renameTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form={id} pending={pending} disabled={name.trim() === ''}>
            {t('rename')}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={(event) => void rename(event)}>
        <Field id={`${id}-name`} label={t('nameOf')} problem={problem}>
          <Input
            id={`${id}-name`}
            value={name}
            maxLength={200}
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy(`${id}-name`, { problem })}
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
            }}
          />
        </Field>
      </form>
    </Dialog>
  )
}
