import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Ban,
  Bookmark,
  Check,
  FileX,
  Keyboard,
  Languages,
  LayoutList,
  Link2,
  List,
  type LucideIcon,
  Monitor,
  Moon,
  Pause,
  Play,
  ScrollText,
  Search,
  Shapes,
  Sun,
  Wrench,
  X,
} from 'lucide-react'
import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { useViews } from '#components/job-list/use-views.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { chooseTheme } from '#components/shell/choose-theme.ts'
import { canDo, doCommand } from '#components/shell/commands.ts'
import { focusSearch } from '#components/shell/rows.ts'
import type { CommandId } from '#components/shell/shortcuts.ts'
import { THEMES, type Theme } from '#components/shell/theme.ts'
import { useChooseLanguage } from '#components/shell/use-choose-language.ts'
import { useFoundJobs } from '#components/shell/use-found-jobs.ts'
import { LANGUAGES } from '#i18n/languages.ts'
import { LOCALES } from '#i18n/locales.ts'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** A line of the palette. */
export type Entry = {
  id: string
  group: 'jobs' | 'job' | 'views' | 'goTo' | 'language' | 'theme'
  label: string
  icon: ReactNode
  note?: string
  /** Whose keys it has. */
  command?: CommandId
  lang?: string
  run: () => void
}

/** What the open job offers, in the order of its buttons and tabs. */
const OF_JOB = {
  start: Play,
  pause: Pause,
  cancel: Ban,
  general: LayoutList,
  journal: ScrollText,
  rejects: FileX,
  repair: Wrench,
  copyLink: Link2,
  close: X,
} as const satisfies Partial<Record<CommandId, LucideIcon>>

const ANYWHERE = { newImport: ArrowDownToLine, newExport: ArrowUpFromLine, shortcuts: Keyboard } as const satisfies Partial<
  Record<CommandId, LucideIcon>
>

const THEME_ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon }

const MUTED = 'size-4 shrink-0 text-muted'

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()

/** What fits the words: every one of them stands somewhere in the line; jobs are found by the server. */
export function useEntries(words: string): Entry[] {
  const t = useTranslations('palette')
  const command = useTranslations('keyboard.commands')
  const shell = useTranslations('shell')
  const statusName = useTranslations('status')
  const number = useTranslations('job')
  const locale = useLocale()
  const router = useRouter()
  const chooseLanguage = useChooseLanguage()
  const jobs = useFoundJobs(words)
  const { views } = useViews(true)
  const open = (jobId: number) => () => router.push({ pathname: '/jobs/[jobId]', params: { jobId: String(jobId) } })

  const entryOf = (group: Entry['group'], Icon: LucideIcon, id: CommandId): Entry => ({
    id,
    group,
    label: command(id),
    icon: <Icon aria-hidden className={MUTED} />,
    command: id,
    run: () => doCommand(id),
  })
  const found = jobs.map(
    (job): Entry => ({
      id: `job-${job.id}`,
      group: 'jobs',
      label: job.label || t('unlabelled'),
      icon: (
        <>
          <StatusIcon status={job.status} />
          <span className="sr-only">{statusName(job.status)}</span>
        </>
      ),
      note: number('number', { jobId: String(job.id) }),
      run: open(job.id),
    }),
  )
  const offered: Entry[] = [
    ...(Object.keys(OF_JOB) as (keyof typeof OF_JOB)[]).filter(canDo).map((id) => entryOf('job', OF_JOB[id], id)),
    ...(views ?? []).map(
      (view): Entry => ({
        id: `view-${view.id}`,
        group: 'views',
        label: view.name,
        icon: <Bookmark aria-hidden className={MUTED} />,
        run: () => router.push({ pathname: '/jobs', query: Object.fromEntries(new URLSearchParams(view.query)) }),
      }),
    ),
    { id: 'list', group: 'goTo', label: shell('jobs'), icon: <List aria-hidden className={MUTED} />, run: () => router.push('/jobs') },
    {
      id: 'search',
      group: 'goTo',
      label: command('search'),
      icon: <Search aria-hidden className={MUTED} />,
      command: 'search',
      run: () => {
        if (!focusSearch()) router.push('/jobs')
      },
    },
    ...(Object.keys(ANYWHERE) as (keyof typeof ANYWHERE)[]).map((id) => entryOf('goTo', ANYWHERE[id], id)),
    {
      id: 'statuses',
      group: 'goTo',
      label: shell('statuses'),
      icon: <Shapes aria-hidden className={MUTED} />,
      run: () => router.push('/statuses'),
    },
    ...LOCALES.filter((value) => value !== locale).map(
      (value): Entry => ({
        id: `language-${value}`,
        group: 'language',
        label: LANGUAGES[value].name,
        lang: value,
        icon: <Languages aria-hidden className={MUTED} />,
        run: () => chooseLanguage(value),
      }),
    ),
    ...THEMES.map((value): Entry => {
      const Icon = document.documentElement.dataset.theme === value ? Check : THEME_ICONS[value]
      return {
        id: `theme-${value}`,
        group: 'theme',
        label: shell(`theme.${value}`),
        icon: <Icon aria-hidden className={MUTED} />,
        run: () => chooseTheme(value),
      }
    }),
  ]
  const parts = fold(words).split(/\s+/).filter(Boolean)
  // The group is part of what can be written: "langue" finds the languages.
  return [...found, ...offered.filter(({ group, label }) => parts.every((part) => fold(`${t(`groups.${group}`)} ${label}`).includes(part)))]
}
