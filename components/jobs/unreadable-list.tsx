import { useLayoutEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** The page of the list that was asked for has not come; what is shown is what was there before. */
export function UnreadableList({ onRetry }: { onRetry: () => Promise<void> }) {
  const t = useTranslations('list')
  const errors = useTranslations('errors')
  const [pending, setPending] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  // It goes as soon as the list is there, and the keyboard, which is still on it here, goes on in the list once its rows have their places.
  useLayoutEffect(() => {
    const own = button.current
    return () => {
      if (document.activeElement !== own) return
      setTimeout(() => (document.querySelector<HTMLElement>('tr[data-job] a') ?? document.getElementById('main'))?.focus())
    }
  }, [])

  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-subtle px-4 py-1.5 text-sm text-danger"
    >
      {t('unreadable')}
      <Button
        ref={button}
        size="small"
        pending={pending}
        onClick={() => {
          setPending(true)
          void onRetry().finally(() => setPending(false))
        }}
      >
        {errors('retry')}
      </Button>
    </div>
  )
}
