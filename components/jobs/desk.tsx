'use client'

import { clsx } from 'clsx'
import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { DESK_COOKIE, LARGEST, LEAST, USUAL } from '#components/jobs/desk-size.ts'
import { Divider } from '#components/jobs/divider.tsx'
import { saveCookie } from '#components/shell/save-cookie.ts'

/**
 * The list above, the details of the selected job below, and between them the divider, which stays where a person put it.
 * On phones the details are a page of their own.
 * @param height share of the list in percent; 0: the details have it all
 */
export function Desk({ list, height, children }: { list: ReactNode; height: number; children: ReactNode }) {
  const t = useTranslations('list')
  const open = useSelectedLayoutSegment() !== null
  const [size, setSize] = useState(height)
  const desk = useRef<HTMLDivElement>(null)

  const resize = (percent: number) => setSize(Math.round(Math.min(LARGEST, Math.max(LEAST, percent)) * 10) / 10)
  const maximise = () => {
    const next = size === 0 ? USUAL : 0
    setSize(next)
    saveCookie(DESK_COOKIE, String(next))
  }

  return (
    <div ref={desk} className="flex min-h-0 flex-1 flex-col" style={{ '--list': `${size}%` } as CSSProperties}>
      <section
        aria-label={t('title')}
        className={clsx(
          'flex min-h-0 flex-col',
          open ? 'max-md:hidden md:shrink-0 md:basis-(--list)' : 'flex-1',
          open && size === 0 && 'hidden',
        )}
      >
        {list}
      </section>
      {open && (
        <Divider
          size={size}
          onMove={(clientY) => {
            const area = desk.current?.getBoundingClientRect()
            if (area) resize(((clientY - area.top) / area.height) * 100)
          }}
          onStep={(percent) => resize(size + percent)}
          onDone={() => saveCookie(DESK_COOKIE, String(size))}
          onMaximise={maximise}
        />
      )}
      <div className={clsx('flex min-h-0 flex-col', open && 'flex-1')}>{children}</div>
    </div>
  )
}
