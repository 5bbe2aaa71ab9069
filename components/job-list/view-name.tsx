'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Problem } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ViewRefusal } from '#jobs/list-views.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = {
  name: string
  /** Whether to ask who else may choose the view. */
  mayShare?: boolean
  onSave: (name: string, shared: boolean) => Promise<Outcome<unknown, ViewRefusal>>
  onDone: () => void
  onCancel: () => void
}

/** The name of a view, typed where the view stands in the list. */
export function ViewName({ name, mayShare = false, onSave, onDone, onCancel }: Props) {
  const t = useTranslations('list.views')
  const id = useId()
  const [typed, setTyped] = useState(name)
  const [shared, setShared] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function save(event: FormEvent) {
    event.preventDefault()
    if (pending || typed.trim() === '') return
    setPending(true)
    const outcome = await onSave(typed, shared).catch(() => undefined)
    setPending(false)
    if (outcome?.ok) onDone()
    else setProblem(outcome ? t(`refusals.${outcome.refusal.code}`) : t('failed'))
  }

  return (
    <form
      onSubmit={(event) => void save(event)}
      // Esc gives up the name, not the panel.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        onCancel()
      }}
      data-own-escape
      className="flex flex-col gap-2 p-2"
    >
      <Input
        autoFocus
        aria-label={t('nameOf')}
        placeholder={t('nameOf')}
        value={typed}
        maxLength={80}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(undefined)
        }}
      />
      <Problem id={`${id}-problem`}>{problem}</Problem>
      {mayShare && (
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)} className="-mx-2">
          {t('shareWithAll')}
        </Checkbox>
      )}
      <div className="flex justify-end gap-2">
        <Button size="small" look="ghost" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="small" look="primary" type="submit" pending={pending} disabled={typed.trim() === ''}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
