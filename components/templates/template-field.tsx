'use client'

import type { ReactNode } from 'react'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { TemplateMenu } from '#components/templates/template-menu.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedTemplate } from '#jobs/list-templates.ts'

/** What a page of a new job knows of templates: those of its kind, who looks, and what can be done with them. */
export type TemplatesOffered = {
  all: SavedTemplate[]
  reader: string
  actions: Pick<TemplateActions, 'edit' | 'remove'>
}

type Props = TemplatesOffered & {
  value: SavedTemplate | null
  onChoose: (template: SavedTemplate | null) => void
  hint: ReactNode
  problem: string | undefined
}

const ID = 'template'

/** Chooses the template that a new job is made like, or none; where there are none, there is nothing to see. */
export function TemplateField({ all, reader, actions, value, onChoose, hint, problem }: Props) {
  const t = useTranslations('templates')
  const router = useRouter()
  if (all.length === 0) return null
  const own = all.filter(({ owner }) => owner === reader)
  const others = all.filter(({ owner }) => owner !== reader)
  return (
    <Field id={ID} label={t('label')} hint={hint} problem={problem}>
      <div className="flex min-w-0 items-center gap-1">
        <div className="min-w-0 flex-1">
          <Combobox
            id={ID}
            choices={[
              { value: '', label: t('none') },
              ...own.map(({ id, name }) => ({ value: String(id), label: name, group: t('own') })),
              ...others.map(({ id, name, owner }) => ({ value: String(id), label: name, note: owner, group: t('others') })),
            ]}
            value={value ? String(value.id) : ''}
            onChoose={(chosen) => onChoose(all.find(({ id }) => String(id) === chosen) ?? null)}
            placeholder={t('none')}
            search={t('search')}
            nothing={t('nothing')}
            invalid={Boolean(problem)}
            describedBy={describedBy(ID, { hint, problem })}
          />
        </div>
        {value?.mine && (
          <TemplateMenu
            key={value.id}
            template={value}
            actions={actions}
            onChange={(gone) => {
              if (gone) onChoose(null)
              router.refresh()
            }}
          />
        )}
      </div>
    </Field>
  )
}
