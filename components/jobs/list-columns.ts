/** The columns of the list, in their order. */
export const COLUMNS = ['status', 'label', 'kind', 'start', 'end', 'duration', 'progress', 'rejects', 'owner'] as const
export type Column = (typeof COLUMNS)[number]

/** Where the room does not reach, the details tell. */
export const SHOWN: Record<Column, string> = {
  status: '',
  label: '',
  kind: 'max-lg:hidden',
  start: '',
  end: 'max-xl:hidden',
  duration: 'max-lg:hidden',
  progress: '',
  rejects: '',
  owner: 'max-[1400px]:hidden',
}

export const HEADINGS: Record<Column, string> = {
  status: 'w-60 pl-4 text-left',
  label: 'text-left',
  kind: `w-28 text-left ${SHOWN.kind}`,
  start: `w-30 text-left ${SHOWN.start}`,
  end: `w-38 text-left ${SHOWN.end}`,
  duration: `w-26 text-right ${SHOWN.duration}`,
  progress: `w-42 pl-6 text-left ${SHOWN.progress}`,
  rejects: `w-32 text-right max-[1400px]:pr-4 ${SHOWN.rejects}`,
  owner: `w-36 pl-6 text-left pr-4 ${SHOWN.owner}`,
}
