'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useRef } from 'react'
import { LARGEST } from '#components/jobs/desk-size.ts'

type Props = {
  size: number
  onMove: (clientY: number) => void
  onStep: (percent: number) => void
  onDone: () => void
  onMaximise: () => void
}

/** Drag it, or move it by the arrow keys; a double-click or Enter gives the details the whole height, and takes it back. */
export function Divider({ size, onMove, onStep, onDone, onMaximise }: Props) {
  const t = useTranslations('list')
  const dragging = useRef(false)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowUp') onStep(-4)
    else if (event.key === 'ArrowDown') onStep(4)
    else if (event.key === 'Enter') onMaximise()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, a splitter of ARIA can
    <div
      role="separator"
      tabIndex={0}
      aria-label={t('divider')}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={LARGEST}
      aria-valuenow={Math.round(size)}
      title={t('dividerHint')}
      className="group relative z-20 -my-1 h-2 outline-none shrink-0 cursor-row-resize touch-none select-none max-md:hidden"
      onDoubleClick={onMaximise}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key.startsWith('Arrow') && onDone()}
      onPointerDown={(event) => {
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => dragging.current && event.buttons > 0 && onMove(event.clientY)}
      onPointerUp={() => {
        dragging.current = false
        if (size > 0) onDone()
      }}
    >
      <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong transition-colors duration-150 group-hover:bg-focus group-focus-visible:h-0.75 group-focus-visible:-translate-y-px group-focus-visible:bg-focus" />
      <span className="absolute top-1/2 left-1/2 h-1 w-8 -translate-1/2 rounded-full bg-line-strong transition-colors duration-150 group-hover:bg-focus" />
    </div>
  )
}
