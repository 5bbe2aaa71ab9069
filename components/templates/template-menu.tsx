'use client'

import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { RenameTemplate } from '#components/templates/rename-template.tsx'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedTemplate, TemplateRefusal } from '#jobs/list-templates.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = {
  template: SavedTemplate
  actions: Pick<TemplateActions, 'edit' | 'remove'>
  /** Told when what there is to choose from has changed. */
  onChange: (gone?: 'gone') => void
}

/** What can be done with a template that one may change. */
export function TemplateMenu({ template, actions, onChange }: Props) {
  const t = useTranslations('templates')
  const [asking, setAsking] = useState<'rename' | 'delete'>()
  const [pending, setPending] = useState(false)
  const { id: templateId, name, shared } = template
  const close = () => setAsking(undefined)

  async function ask(asked: Promise<Outcome<unknown, TemplateRefusal>>, done: string, gone?: 'gone') {
    setPending(true)
    const outcome = await asked.catch(() => undefined)
    setPending(false)
    close()
    if (outcome?.ok) toast.success(done)
    else toast.error(outcome ? t(`refusals.${outcome.refusal.code}`) : t('failed'))
    if (outcome) onChange(outcome.ok || outcome.refusal.code === 'not_found' ? gone : undefined)
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="ghost" size="icon" aria-label={t('more', { name })} title={t('more', { name })} pending={pending && !asking}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem onSelect={() => setAsking('rename')}>{t('rename')}</MenuItem>
        <MenuItem
          onSelect={() => void ask(actions.edit({ templateId, edit: { shared: !shared } }), t(shared ? 'nowOwn' : 'nowShared', { name }))}
        >
          {t(shared ? 'unshare' : 'shareWithAll')}
        </MenuItem>
        <MenuItem onSelect={() => setAsking('delete')} className="text-danger">
          {t('delete.button')}
        </MenuItem>
      </Menu>
      {asking === 'rename' && (
        <RenameTemplate
          template={template}
          edit={actions.edit}
          onClose={close}
          onDone={() => {
            close()
            onChange()
          }}
        />
      )}
      {asking === 'delete' && (
        <Dialog
          open
          onOpenChange={(open) => !open && !pending && close()}
          title={t('delete.title')}
          description={<p className="wrap-anywhere">{t('delete.what', { name })}</p>}
          actions={
            <>
              <Button onClick={close} disabled={pending}>
                {t('delete.keep')}
              </Button>
              <Button
                look="danger"
                pending={pending}
                onClick={() => void ask(actions.remove({ templateId }), t('deleted', { name }), 'gone')}
              >
                {t('delete.confirm')}
              </Button>
            </>
          }
        />
      )}
    </>
  )
}
