'use client'

import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import type { ChangeList } from '#components/job-list/filter.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { onceAsked } from '#components/ui/persistently.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { SavedView, ViewRefusal } from '#jobs/list-views.ts'
import type { Outcome } from '#jobs/outcome.ts'

const loadPanel = onceAsked(() => import('#components/job-list/views-panel.tsx'))
const ViewsPanel = dynamic(() => loadPanel().then(({ ViewsPanel }) => ViewsPanel), { ssr: false })

type Kept = Pick<SavedView, 'name' | 'query' | 'shared'>
export type ViewActions = {
  save: (view: Kept & { owner?: string }) => Promise<Outcome<unknown, ViewRefusal>>
  edit: (input: { viewId: number; edit: Partial<Kept> }) => Promise<Outcome<unknown, ViewRefusal>>
  remove: (input: { viewId: number }) => Promise<Outcome<Kept & { owner: string }, ViewRefusal>>
}

/** Who looks at the list: their name, and whether they may show others what they keep. */
export type Reader = { name: string; mayShare: boolean }

type Props = { query: ListQuery; onChange: ChangeList; actions: ViewActions; reader: Reader }

/** The views of the list: what is often looked for, and what people keep under a name. */
export function ViewsButton(props: Props) {
  const t = useTranslations('list.views')
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        onClick={() => {
          setAsked(true)
          setOpen(!open)
        }}
      >
        <span className="icon icon-bookmark size-3.5 text-muted" />
        <span className="@max-[22rem]/list:sr-only">{t('name')}</span>
        <span className="icon icon-chevron-down size-3.5 text-faint @max-[26rem]/list:hidden" />
      </Button>
      {asked && <ViewsPanel {...props} anchor={anchor} open={open} onOpenChange={setOpen} />}
    </>
  )
}
