'use client'

import { Check, Ellipsis, Plus, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { builtInViews } from '#components/job-list/built-in-views.ts'
import type { ChangeList } from '#components/job-list/filter.ts'
import type { PanelProps } from '#components/job-list/filter-button.tsx'
import { useViews } from '#components/job-list/use-views.ts'
import { ViewName } from '#components/job-list/view-name.tsx'
import type { Reader, ViewActions } from '#components/job-list/views-button.tsx'
import { useClock } from '#components/jobs/addresses.ts'
import { type ListQuery, listSearch, readListQuery } from '#components/jobs/list-query.ts'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedView, ViewRefusal } from '#jobs/list-views.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Props = PanelProps & { query: ListQuery; onChange: ChangeList; actions: ViewActions; reader: Reader }

export function ViewsPanel({ query, onChange, actions, reader, ...panel }: Props) {
  const t = useTranslations('list.views')
  const clock = useClock()
  const { views, readAgain } = useViews(panel.open)
  const [naming, setNaming] = useState<'new' | number>()
  const { after, before, ...present } = query
  const search = listSearch(present)

  const choose = (next: ListQuery) => {
    panel.onOpenChange(false)
    onChange(next, 'push')
  }
  /** Whether it was done; what hinders it is said. */
  async function ask<Value>(asked: Promise<Outcome<Value, ViewRefusal>>): Promise<Value | undefined> {
    const outcome = await asked.catch(() => undefined)
    if (!outcome?.ok) toast.error(outcome ? t(`refusals.${outcome.refusal.code}`) : t('failed'))
    readAgain()
    return outcome?.ok ? outcome.value : undefined
  }
  async function remove(view: SavedView) {
    const deleted = await ask(actions.remove({ viewId: view.id }))
    if (!deleted) return
    toast.success(t('deleted', { name: deleted.name }), {
      action: { label: t('undo'), onClick: () => void ask(actions.save(deleted)) },
    })
  }
  const row = (view: SavedView) =>
    naming === view.id ? (
      <li key={view.id}>
        <ViewName
          name={view.name}
          onCancel={() => setNaming(undefined)}
          onSave={(name) => actions.edit({ viewId: view.id, edit: { name } })}
          onDone={() => {
            setNaming(undefined)
            readAgain()
          }}
        />
      </li>
    ) : (
      <Row
        key={view.id}
        chosen={listSearch(readListQuery(new URLSearchParams(view.query), clock)) === search}
        onChoose={() => choose(readListQuery(new URLSearchParams(view.query), clock))}
        menu={
          view.mine && (
            <Menu
              align="end"
              trigger={
                <button
                  type="button"
                  aria-label={t('more', { name: view.name })}
                  className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-active hover:text-ink max-md:size-10"
                >
                  <Ellipsis aria-hidden className="size-4" />
                </button>
              }
            >
              <MenuItem onSelect={() => void ask(actions.edit({ viewId: view.id, edit: { query: search } }))}>{t('replace')}</MenuItem>
              <MenuItem onSelect={() => setNaming(view.id)}>{t('rename')}</MenuItem>
              {(reader.mayShare || view.shared) && (
                <MenuItem onSelect={() => void ask(actions.edit({ viewId: view.id, edit: { shared: !view.shared } }))}>
                  {t(view.shared ? 'unshare' : 'share')}
                </MenuItem>
              )}
              <MenuItem onSelect={() => void remove(view)} className="text-danger">
                {t('delete')}
              </MenuItem>
            </Menu>
          )
        }
      >
        <span className="min-w-0 truncate normal-nums" title={view.name}>
          {view.name}
        </span>
        {view.owner !== reader.name ? (
          <span className="min-w-0 shrink truncate text-xs text-muted">{view.owner}</span>
        ) : (
          view.shared && <Users role="img" aria-label={t('shared')} className="size-3.5 shrink-0 text-muted" />
        )}
      </Row>
    )
  const own = views?.filter(({ owner }) => owner === reader.name)
  const others = views?.filter(({ owner }) => owner !== reader.name)

  return (
    <Popover {...panel} label={t('name')} className="w-80 p-1">
      <Group title={t('usual')}>
        {builtInViews(reader.name).map(({ name, query }) => (
          <Row key={name} chosen={listSearch(query) === search} onChoose={() => choose(query)}>
            {t(`builtIn.${name}`)}
          </Row>
        ))}
      </Group>
      {own && own.length > 0 && <Group title={t('own')}>{own.map(row)}</Group>}
      {others && others.length > 0 && <Group title={t('others')}>{others.map(row)}</Group>}
      {views === null && <p className="px-2 py-1.5 text-sm text-muted">{t('failed')}</p>}
      <div className="mt-1 border-t border-line pt-1">
        {naming === 'new' ? (
          <ViewName
            name=""
            mayShare={reader.mayShare}
            onCancel={() => setNaming(undefined)}
            onSave={(name, shared) => actions.save({ name, shared, query: search })}
            onDone={() => {
              setNaming(undefined)
              readAgain()
            }}
          />
        ) : (
          <button
            type="button"
            onClick={() => setNaming('new')}
            className="flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-1 text-left text-sm hover:bg-hover max-md:min-h-10"
          >
            <Plus aria-hidden className="size-4 shrink-0 text-muted" />
            {t('saveThis')}
          </button>
        )}
      </div>
    </Popover>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <p aria-hidden className="truncate px-2 pt-2 pb-1 text-xs font-medium text-faint">
        {title}
      </p>
      <ul>{children}</ul>
    </section>
  )
}

function Row({ chosen, onChoose, menu, children }: { chosen: boolean; onChoose: () => void; menu?: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={onChoose}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 py-1 text-left text-sm max-md:min-h-10"
      >
        <Check aria-hidden className={chosen ? 'size-4 shrink-0' : 'invisible size-4 shrink-0'} />
        {children}
      </button>
      {menu}
    </li>
  )
}
