'use client'

import { clsx } from 'clsx'
import { useFormatter } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type Bar, type Break, iconsOf, layOut } from '#components/charts/throughput-layout.ts'
import { valueTicks } from '#components/charts/ticks.ts'
import { useBreakText, useNextText, useTimeText } from '#components/charts/use-chart-text.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobStatus } from '#jobs/status.ts'
import type { Throughput } from '#jobs/throughput.ts'

/** Pixels for what is said of values and of times. */
const LEFT = 56
const TOP = 20
const BOTTOM = 22
const HEIGHT = 152

/** Records per second over the time of work; a break is as wide however long it was. Moved through by pointer and arrow keys. */
export function ThroughputChart({ data, label }: { data: Throughput; label: string }) {
  const t = useTranslations('general')
  const format = useFormatter()
  const timeText = useTimeText(data)
  const breakText = useBreakText()
  const nextText = useNextText()
  const area = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [at, setAt] = useState<number>()
  const hatch = useId()

  useEffect(() => {
    const element = area.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(0, Math.floor(entry?.contentRect.width ?? 0) - LEFT)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const layout = useMemo(() => layOut(data, width), [data, width])
  const bars = layout.stretches.flat()
  const ticks = valueTicks(Math.max(...bars.map(({ rate }) => rate)), 3)
  const top = ticks.at(-1) ?? 1
  const height = HEIGHT - TOP - BOTTOM
  const y = (rate: number) => TOP + height * (1 - rate / top)
  const shown = at === undefined ? undefined : bars[Math.min(at, bars.length - 1)]
  const reading = (bar: Bar) => t('throughput.reading', { time: timeText(bar.from), rate: t('perSecond', { rate: bar.rate }) })

  function press(event: KeyboardEvent) {
    const last = bars.length - 1
    const now = Math.min(at ?? last, last)
    const to = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      Home: 0,
      End: last,
      PageUp: now + 10,
      PageDown: now - 10,
    }[event.key]
    if (event.key === 'Escape' && at !== undefined) setAt(undefined)
    else if (to !== undefined) setAt(Math.min(Math.max(to, 0), last))
    else return
    event.preventDefault()
  }
  function point(event: PointerEvent) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const nearest = bars.findLastIndex((bar) => bar.x <= x)
    setAt(Math.max(nearest, 0))
  }

  return (
    <div ref={area} className="relative select-none" style={{ height: HEIGHT }}>
      {width > 0 && (
        <>
          <svg width={LEFT + width} height={HEIGHT} aria-hidden className="absolute inset-0 overflow-visible text-[11px]">
            <defs>
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M0 0v6" className="stroke-line-strong" strokeWidth="1.5" />
              </pattern>
            </defs>
            {ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${LEFT} ${Math.round(y(tick)) + 0.5}h${width}`} className="stroke-line" />
                <text x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-faint">
                  {format.number(tick, { notation: 'compact' })}
                </text>
              </g>
            ))}
            <g transform={`translate(${LEFT} 0)`}>
              {layout.breaks.map((one) => (
                <BreakBand key={one.became.at} one={one} height={height} fill={`url(#${hatch})`} />
              ))}
              {layout.stretches.map((stretch) => (
                <Steps key={stretch[0]?.from} stretch={stretch} y={y} />
              ))}
              {shown && <rect x={shown.x} width={Math.max(shown.width, 1)} y={TOP} height={height} className="fill-focus" opacity={0.18} />}
              {layout.times.map(({ x, at: time }) => (
                <text key={time} x={x} y={HEIGHT - 6} className="fill-faint" textAnchor={x === 0 ? 'start' : 'middle'}>
                  {timeText(time, layout.step)}
                </text>
              ))}
            </g>
          </svg>
          <div
            role="slider"
            tabIndex={0}
            aria-label={label}
            aria-orientation="horizontal"
            aria-valuemin={0}
            aria-valuemax={bars.length - 1}
            aria-valuenow={Math.min(at ?? bars.length - 1, bars.length - 1)}
            aria-valuetext={reading(shown ?? (bars.at(-1) as Bar))}
            onKeyDown={press}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={() => setAt(undefined)}
            onBlur={() => setAt(undefined)}
            className="absolute touch-pan-y rounded-sm outline-offset-0"
            style={{ left: LEFT, width, top: TOP, height }}
          />
          {iconsOf(layout.breaks).map(({ x, one, edge }) => {
            const { became, next } = one
            const [text, status] = edge === 'next' && next ? [nextText(next), next.to] : [breakText(one), became.to]
            return (
              <Tooltip key={`${edge} ${became.at}`} content={text}>
                <button
                  type="button"
                  aria-label={text}
                  className="past-statuses absolute flex size-6 -translate-x-1/2 cursor-default items-center justify-center rounded-sm"
                  style={{ left: LEFT + Math.min(x, width - 8), top: -4 }}
                >
                  <StatusIcon status={status} className="size-3.5" />
                </button>
              </Tooltip>
            )
          })}
          {shown && (
            <p
              aria-hidden
              className={clsx(
                'pointer-events-none absolute top-6 z-10 rounded-md bg-accent px-2 py-1 text-xs whitespace-nowrap text-on-accent tabular-nums shadow-float',
                shown.x > width / 2 ? '-translate-x-full' : undefined,
              )}
              style={{ left: LEFT + shown.x + (shown.x > width / 2 ? -8 : shown.width + 8) }}
            >
              {reading(shown)}
            </p>
          )}
        </>
      )}
    </div>
  )
}

/** A line that goes in steps, with what is below it filled. */
function Steps({ stretch, y }: { stretch: Bar[]; y: (rate: number) => number }) {
  const first = stretch[0]
  const last = stretch.at(-1)
  if (!first || !last) return null
  const line = stretch.map(({ x, width, rate }) => `L${x.toFixed(1)} ${y(rate).toFixed(1)}H${(x + width).toFixed(1)}`).join('')
  return (
    <>
      <path
        d={`M${first.x.toFixed(1)} ${y(0)}${line}L${(last.x + last.width).toFixed(1)} ${y(0)}Z`}
        className="fill-(--status-running)"
        opacity={0.14}
      />
      <path
        d={`M${line.slice(1)}`}
        fill="none"
        className="stroke-(--status-running)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </>
  )
}

/** A time without work, from the status that began it to the moment at which it went on or the job ended. */
function BreakBand({ one: { x, width, became, next }, height, fill }: { one: Break; height: number; fill: string }) {
  const edge = (at: number, status: JobStatus) => (
    <path d={`M${at.toFixed(1)} ${TOP}v${height}`} strokeDasharray="3 3" style={{ stroke: `var(--status-${status})` }} />
  )
  return (
    <>
      {width > 0 && <rect x={x} width={width} y={TOP} height={height} fill={fill} opacity={0.7} />}
      {edge(x, became.to)}
      {width > 0 && next && edge(x + width, next.to)}
    </>
  )
}
