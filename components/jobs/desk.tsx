'use client'

import { clsx } from 'clsx'
import { useSelectedLayoutSegment } from 'next/navigation'
import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { DESK_COOKIE, type DeskChoice, type Place, USUAL, WIDE_ENOUGH, within, writeDesk } from '#components/jobs/desk-choice.ts'
import { DeskContext } from '#components/jobs/desk-context.ts'
import { Divider } from '#components/jobs/divider.tsx'
import { saveCookie } from '#components/shell/save-cookie.ts'
import { useMedia } from '#components/ui/use-media.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/**
 * The list above the details of the selected job, or on wide screens beside them, and between them the divider, which stays
 * where a person put it. On phones the details are a page of their own.
 */
export function Desk({ list, saved, children }: { list: ReactNode; saved: DeskChoice; children: ReactNode }) {
  const t = useTranslations('list')
  const shell = useTranslations('shell')
  const open = useSelectedLayoutSegment() !== null
  const [choice, setChoice] = useState(saved)
  const desk = useRef<HTMLDivElement>(null)
  // The styles do not ask here, so that it counts as wide until the browser tells.
  const wide = useMedia(WIDE_ENOUGH, true)
  const place = choice.place === 'beside' && wide ? 'beside' : 'above'

  const keep = (next: DeskChoice) => {
    setChoice(next)
    saveCookie(DESK_COOKIE, writeDesk(next))
  }
  const size = choice[place]
  const resize = (percent: number) => setChoice({ ...choice, [place]: within(percent) })

  return (
    <DeskContext value={{ place: choice.place, setPlace: (next: Place) => keep({ ...choice, place: next }) }}>
      <h1 className="sr-only">{shell('pageTitle')}</h1>
      <div
        ref={desk}
        className={clsx('flex min-h-0 flex-1 flex-col', choice.place === 'beside' && 'min-[68.75rem]:flex-row')}
        style={{ '--above': `${choice.above}%`, '--beside': `${choice.beside}%` } as CSSProperties}
      >
        <section
          aria-label={t('title')}
          className={clsx(
            '@container-size/list flex min-h-0 min-w-0 flex-col',
            open ? 'max-md:hidden md:shrink-0 md:basis-(--above)' : 'flex-1',
            open && choice.above === 0 && 'md:hidden',
            open &&
              choice.place === 'beside' && [
                'min-[68.75rem]:basis-(--beside)',
                choice.beside === 0 ? 'min-[68.75rem]:hidden' : 'min-[68.75rem]:flex',
              ],
          )}
        >
          {list}
        </section>
        {open && (
          <Divider
            place={place}
            size={size}
            onMove={({ clientX, clientY }) => {
              const area = desk.current?.getBoundingClientRect()
              if (!area) return
              resize(place === 'above' ? ((clientY - area.top) / area.height) * 100 : ((clientX - area.left) / area.width) * 100)
            }}
            onStep={(percent) => resize(size + percent)}
            onDone={() => keep(choice)}
            onMaximise={() => keep({ ...choice, [place]: size === 0 ? USUAL[place] : 0 })}
          />
        )}
        <div className={clsx('flex min-h-0 min-w-0 flex-col', open && 'flex-1')}>{children}</div>
      </div>
    </DeskContext>
  )
}
