const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the unit that suits them, in powers of 1000 as the units' names say. */
export function sizeIn(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  const step = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), UNITS.length - 1)
  return { value: bytes / 1000 ** step, unit: UNITS[step] ?? 'byte' }
}
