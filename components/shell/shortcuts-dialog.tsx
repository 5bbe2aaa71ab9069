'use client'

import { useState } from 'react'
import { KeyCap } from '#components/shell/key-cap.tsx'
import { areKeysOn, COMMANDS, GROUPS, SHORTCUTS, turnKeys } from '#components/shell/shortcuts.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

/** All keys, and the switch that turns the single ones off. */
export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('keyboard')
  const [on, setOn] = useState(areKeysOn)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      actions={
        <Button look="primary" onClick={() => onOpenChange(false)}>
          {t('close')}
        </Button>
      }
    >
      <div className="space-y-4">
        {GROUPS.map((group) => (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h3 className="mb-1 text-xs font-medium text-muted">{t(`groups.${group}`)}</h3>
            <dl className="divide-y divide-line text-sm">
              {COMMANDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
                <div key={id} className="flex items-center justify-between gap-4 py-1">
                  <dt className="min-w-0">{t(`commands.${id}`)}</dt>
                  <dd>
                    <KeyCap id={id} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Checkbox
          className="-mx-2"
          checked={on}
          hint={t('switchHint')}
          onChange={(event) => {
            turnKeys(event.target.checked)
            setOn(event.target.checked)
          }}
        >
          {t('switch')}
        </Checkbox>
      </div>
    </Dialog>
  )
}
