'use client'

import { Toaster as Sonner } from 'sonner'
import { useMedia } from '#components/ui/use-media.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Where short answers to what a person just did appear. */
export function Notices() {
  const t = useTranslations('shell')
  const phone = useMedia('(width < 48rem)', false)
  return (
    <Sonner
      // On phones what a person does next is at the bottom.
      position={phone ? 'top-center' : 'bottom-right'}
      mobileOffset={{ top: '4rem' }}
      style={{ fontFamily: 'inherit' }}
      containerAriaLabel={t('notices')}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          // Two answers stand below the words.
          toast:
            'flex w-(--width) items-start gap-x-2.5 gap-y-1.5 rounded-lg border border-line bg-raised px-3.5 py-3 text-sm shadow-float [&:has([data-cancel])]:flex-wrap [&:has([data-cancel])>[data-content]]:basis-[calc(100%-2rem)]',
          title: 'font-medium',
          description: 'text-muted',
          icon: 'mt-px shrink-0',
          cancelButton: 'ml-auto shrink-0 rounded-md px-2 font-medium text-muted underline-offset-2 hover:underline',
          actionButton: 'ml-auto [[data-cancel]~&]:ml-0 shrink-0 rounded-md px-2 font-medium text-info underline-offset-2 hover:underline',
          error: 'text-danger [&_[data-description]]:text-muted',
        },
      }}
    />
  )
}
