import type { JobStatus } from '#jobs/status.ts'

/** What stands in the disc, drawn on 24 by 24 as in the list. */
const SHAPES: Record<JobStatus, string> = {
  editing: '<path d="M7 17h2l7-7-2-2-7 7z"/>',
  running: '<path d="M10 8v8l6-4z" fill="#fff"/>',
  pausing: '<path d="M9.5 8v8m5-8v8"/>',
  paused: '<path d="M9.5 8v8m5-8v8"/>',
  cancelling: '<path d="m8.5 8.5 7 7m0-7-7 7"/>',
  cancelled: '<path d="m7.5 7.5 9 9"/>',
  finished: '<path d="m7.5 12.3 3 3 6-6.3"/>',
  finished_with_errors: '<path d="M12 7v6m0 3.6v.1"/>',
  server_shutdown: '<path d="M12 7v4.5M9 9a4.3 4.3 0 1 0 6 0"/>',
}

/** Length of the ring around the disc. */
const RING = 2 * Math.PI * 10.5

/** An icon of a status as an address: its shape on a disc of its colour, and around it a ring for the percentage, if there is one. */
export function statusIcon(status: JobStatus, percent: number | null): string {
  const color = colorOf(status)
  const disc =
    percent === null
      ? `<circle cx="12" cy="12" r="12" fill="${color}"/>`
      : `<circle cx="12" cy="12" r="8.6" fill="${color}"/><circle cx="12" cy="12" r="10.5" fill="none" stroke="${color}" stroke-opacity=".3" stroke-width="3"/><circle cx="12" cy="12" r="10.5" fill="none" stroke="${color}" stroke-width="3" stroke-dasharray="${((percent / 100) * RING).toFixed(1)} 99" transform="rotate(-90 12 12)"/>`
  const shape = `<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"${percent === null ? '' : ' transform="translate(3 3) scale(.75)"'}>${SHAPES[status]}</g>`
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${disc}${shape}</svg>`)}`
}

/** The light one of the status's colours: white stands out from it, and it from any bar of tabs. */
function colorOf(status: JobStatus): string {
  const probe = document.createElement('span')
  probe.style.cssText = `display:none;color-scheme:light;color:var(--status-${status})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
