'use client'

import { Card } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  label: string
  description: string
  problem: string | undefined
  onLabel: (label: string) => void
  onDescription: (description: string) => void
}

export const LABEL_FIELD = 'draft-label'

/** What the job is called. */
export function GeneralCard({ label, description, problem, onLabel, onDescription }: Props) {
  const t = useTranslations('newJob.general')
  return (
    <Card title={t('title')}>
      <div className="grid gap-4 p-4 md:grid-cols-2">
        <Field id={LABEL_FIELD} label={t('label')} problem={problem}>
          <Input
            id={LABEL_FIELD}
            value={label}
            maxLength={200}
            required
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy(LABEL_FIELD, { problem })}
            onChange={(event) => onLabel(event.target.value)}
          />
        </Field>
        <Field id="draft-description" label={t('description')}>
          <Textarea
            id="draft-description"
            rows={1}
            value={description}
            maxLength={2000}
            placeholder={t('descriptionHint')}
            onChange={(event) => onDescription(event.target.value)}
            className="field-sizing-content max-h-40 min-h-8 max-md:min-h-10"
          />
        </Field>
      </div>
    </Card>
  )
}
