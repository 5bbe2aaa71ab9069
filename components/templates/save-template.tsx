'use client'

import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { TemplateRefusal } from '#jobs/list-templates.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = {
  job: Pick<JobView, 'id' | 'kind'>
  /** The name that is proposed. */
  label: string
  actions: Pick<TemplateActions, 'save' | 'edit'>
  onClose: () => void
}

/** Asks under which name a job's settings are kept; a template that has the name already can be replaced. */
export function SaveTemplate({ job, label, actions, onClose }: Props) {
  const t = useTranslations('templates')
  const id = useId()
  const [name, setName] = useState(label)
  const [shared, setShared] = useState(false)
  const [pending, setPending] = useState<'save' | 'replace'>()
  const [problem, setProblem] = useState<string>()
  const [taken, setTaken] = useState<number>()

  async function ask(how: 'save' | 'replace', asked: Promise<Outcome<unknown, TemplateRefusal>>) {
    setPending(how)
    const outcome = await asked.catch(() => undefined)
    setPending(undefined)
    if (outcome?.ok) {
      toast.success(t(how === 'save' ? 'saved' : 'replaced', { name: name.trim() }))
      return onClose()
    }
    setProblem(outcome ? t(`refusals.${outcome.refusal.code}`) : t('failed'))
    setTaken(outcome?.refusal.code === 'name_taken' ? outcome.refusal.templateId : undefined)
  }

  function save(event: FormEvent) {
    event.preventDefault()
    if (!pending && name.trim() !== '') void ask('save', actions.save({ jobId: job.id, name, shared }))
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !pending && onClose()}
      title={t('save.title')}
      description={t(`save.what.${job.kind}`)}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look={taken === undefined ? 'primary' : 'secondary'}
            type="submit"
            form={id}
            pending={pending === 'save'}
            disabled={name.trim() === ''}
          >
            {t('save.confirm')}
          </Button>
          {taken !== undefined && (
            <Button
              look="primary"
              pending={pending === 'replace'}
              // One that is shared stays so: that is changed where it is chosen.
              onClick={() => void ask('replace', actions.edit({ templateId: taken, edit: { jobId: job.id, ...(shared && { shared }) } }))}
            >
              {t('replace')}
            </Button>
          )}
        </>
      }
    >
      <form id={id} onSubmit={save} className="flex flex-col gap-2">
        <Field id={`${id}-name`} label={t('nameOf')} problem={problem}>
          <Input
            id={`${id}-name`}
            value={name}
            maxLength={200}
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy(`${id}-name`, { problem })}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
              setTaken(undefined)
            }}
          />
        </Field>
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)} hint={t('shareHint')} className="-mx-2">
          {t('shareWithAll')}
        </Checkbox>
      </form>
    </Dialog>
  )
}
