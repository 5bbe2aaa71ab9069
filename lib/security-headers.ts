import type { ServerResponse } from 'node:http'

/** Next writes its own inline scripts, hence 'unsafe-inline'; nothing is ever loaded from elsewhere. */
const contentSecurityPolicy = (development: boolean) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** What every answer tells the browser not to allow. From next.config.ts Next would put each together anew for each answer. */
export function securityHeaders({ development }: { development: boolean }): (response: ServerResponse) => void {
  const headers = new Headers({
    'Content-Security-Policy': contentSecurityPolicy(development),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  })
  return (response) => void response.setHeaders(headers)
}
