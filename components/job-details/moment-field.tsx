import { useLocale, useTimeZone } from 'next-intl'
import { useId, useState } from 'react'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { readTypedSpan, type TypedSpan, writeTypedTime } from '#i18n/typed-time.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** A date and a time to the second, as the reader's language writes them and by the reader's clock. */
export function useMoment(initial: string | undefined) {
  const locale = useLocale()
  const zone = useTimeZone() ?? 'UTC'
  const [text, setText] = useState(() => (initial ? writeTypedTime(Date.parse(initial), locale, zone, { seconds: true }) : ''))
  const [problem, setProblem] = useState<string>()
  return {
    text,
    type: (typed: string) => {
      setText(typed)
      setProblem(undefined)
    },
    empty: text.trim() === '',
    /** What is meant, undefined where it cannot be read. */
    read: (): TypedSpan | undefined => readTypedSpan(text, locale, zone),
    problem,
    complain: setProblem,
  }
}

type Props = { label: string; moment: ReturnType<typeof useMoment> }

/** The browser's own field for dates would speak the browser's language, which may not be the reader's, and name no zone. */
export function MomentField({ label, moment: { text, type, problem } }: Props) {
  const t = useTranslations('journalTab.period')
  const id = useId()
  return (
    <Field id={id} label={label} problem={problem}>
      <Input
        id={id}
        autoComplete="off"
        placeholder={t('pattern')}
        value={text}
        maxLength={40}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, { problem })}
        onChange={(event) => type(event.target.value)}
      />
    </Field>
  )
}

/** By whose clock it is meant. */
export function Zone() {
  const t = useTranslations('journalTab.period')
  const zone = useTimeZone() ?? 'UTC'
  return <p className="text-xs text-muted">{t('zone', { zone })}</p>
}
