import { useSyncExternalStore } from 'react'
import { type CommandId, SHORTCUTS } from '#components/shell/shortcuts.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Keys whose sign is printed on them. */
const SIGNS: Record<string, string> = { Enter: '↵', ArrowDown: '↓' }

/** The keys of a command, as they are printed on keyboards. */
export function KeyCap({ id }: { id: CommandId }) {
  const t = useTranslations('keyboard.keys')
  const apple = useIsApple()
  const shortcut = SHORTCUTS[id]
  const { key }: { key: string } = shortcut
  const named: Record<string, string> = { ...SIGNS, Escape: t('escape'), Home: t('home'), End: t('end') }
  const name = named[key] ?? key.toUpperCase()
  return (
    <span className="flex shrink-0 gap-1">
      {'mod' in shortcut && <Cap>{apple ? '⌘' : t('control')}</Cap>}
      {'shift' in shortcut && <Cap>⇧</Cap>}
      <Cap>{name}</Cap>
    </span>
  )
}

const Cap = ({ children }: { children: string }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong bg-subtle px-1 font-sans text-xs text-muted">
    {children}
  </kbd>
)

const useIsApple = () =>
  useSyncExternalStore(
    () => () => {},
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  )
