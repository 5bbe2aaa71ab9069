'use client'

import { clsx } from 'clsx'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { LARGEST, type Place } from '#components/jobs/desk-choice.ts'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  place: Place
  size: number
  onMove: (event: PointerEvent) => void
  onStep: (percent: number) => void
  onDone: () => void
  onMaximise: () => void
}

const KEYS: Record<Place, { less: string; more: string }> = {
  above: { less: 'ArrowUp', more: 'ArrowDown' },
  beside: { less: 'ArrowLeft', more: 'ArrowRight' },
}

/** Drag it, or move it by the arrow keys; a double-click or Enter gives the details all the room, and takes it back. */
export function Divider({ place, size, onMove, onStep, onDone, onMaximise }: Props) {
  const t = useTranslations('list')
  const dragging = useRef(false)
  const beside = place === 'beside'

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === KEYS[place].less) onStep(-4)
    else if (event.key === KEYS[place].more) onStep(4)
    else if (event.key === 'Enter') onMaximise()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, a splitter of ARIA can
    <div
      role="separator"
      tabIndex={0}
      aria-label={t(`divider.${place}`)}
      aria-orientation={beside ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={LARGEST}
      aria-valuenow={Math.round(size)}
      title={t('dividerHint')}
      className={clsx(
        'group relative z-20 shrink-0 touch-none outline-none select-none max-md:hidden',
        beside ? '-mx-1 w-2 cursor-col-resize' : '-my-1 h-2 cursor-row-resize',
      )}
      onDoubleClick={onMaximise}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key.startsWith('Arrow') && onDone()}
      onPointerDown={(event) => {
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => dragging.current && event.buttons > 0 && onMove(event)}
      onPointerUp={() => {
        dragging.current = false
        if (size > 0) onDone()
      }}
    >
      <span
        className={clsx(
          'absolute bg-line-strong transition-colors duration-150 group-hover:bg-focus group-focus-visible:bg-focus',
          beside
            ? 'inset-y-0 left-1/2 w-px group-focus-visible:w-0.75 group-focus-visible:-translate-x-px'
            : 'inset-x-0 top-1/2 h-px group-focus-visible:h-0.75 group-focus-visible:-translate-y-px',
        )}
      />
      <span
        className={clsx(
          'absolute top-1/2 left-1/2 -translate-1/2 rounded-full bg-line-strong transition-colors duration-150 group-hover:bg-focus',
          beside ? 'h-8 w-1' : 'h-1 w-8',
        )}
      />
    </div>
  )
}
