'use client'

import { BookmarkPlus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { DeleteDraft } from '#components/new-job/delete-draft.tsx'
import { SaveNote } from '#components/new-job/save-note.tsx'
import { TroubleText } from '#components/new-job/trouble-text.tsx'
import type { SaveState, Trouble } from '#components/new-job/use-draft.ts'
import { SaveTemplate } from '#components/templates/save-template.tsx'
import type { TemplateActions } from '#components/templates/template-actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/field.tsx'
import { Link, useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  jobId: number
  kind: 'import' | 'export'
  label: string
  /** The name of the template that it was made from. */
  like: string | undefined
  saveState: SaveState
  /** What is wrong with the draft as a whole, or cannot be said anywhere else. */
  trouble: Trouble | null
  onStart: () => Promise<boolean>
  onDelete: () => Promise<boolean>
  /** Has everything that is on the page saved; answers whether it is. */
  onSaveAll: () => Promise<boolean>
  templates: Pick<TemplateActions, 'save' | 'edit'>
  children: ReactNode
}

/** What the pages of both kinds of draft share: its name, whether it is saved, Start and Delete within reach. */
export function DraftPage({ jobId, kind, label, like, saveState, trouble, onStart, onDelete, onSaveAll, templates, children }: Props) {
  const t = useTranslations('newJob')
  const template = useTranslations('templates')
  const router = useRouter()
  const heading = useRef<HTMLHeadingElement>(null)
  const [starting, setStarting] = useState(false)
  const [asking, setAsking] = useState(false)
  const [naming, setNaming] = useState(false)

  useEffect(() => heading.current?.focus(), [])

  async function start() {
    setStarting(true)
    if (await onStart()) router.push({ pathname: '/jobs/[jobId]', params: { jobId } })
    else setStarting(false)
  }

  /** A template holds what is saved. */
  async function saveTemplate() {
    if (await onSaveAll()) setNaming(true)
  }

  const startButton = (className: string) => (
    <Button look="primary" pending={starting} onClick={() => void start()} className={className}>
      {t('start')}
    </Button>
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="border-b border-line bg-bg">
        <div className="mx-auto flex min-h-14 w-full max-w-5xl items-center gap-3 px-4 py-2 max-md:px-3">
          <div className="min-w-0 flex-1">
            <h1 ref={heading} tabIndex={-1} title={label} className="truncate text-lg font-semibold outline-none">
              {label || t('untitled')}
            </h1>
            <div className="flex flex-wrap items-center gap-x-3">
              <p className="text-xs text-muted">{t(`kind.${kind}`, { id: String(jobId) })}</p>
              {like !== undefined && (
                <p title={like} className="max-w-80 truncate text-xs text-muted max-md:max-w-full">
                  {template('of', { name: like })}
                </p>
              )}
              <SaveNote state={saveState} />
            </div>
          </div>
          <Button look="ghost" onClick={() => void saveTemplate()} className="max-lg:size-8 max-lg:px-0 max-md:size-10">
            <BookmarkPlus aria-hidden className="size-4" />
            <span className="max-lg:sr-only">{template('save.title')}</span>
          </Button>
          <Button look="ghost" onClick={() => setAsking(true)} className="max-md:size-10 max-md:px-0">
            <Trash2 aria-hidden className="size-4" />
            <span className="max-md:sr-only">{t('delete.button')}</span>
          </Button>
          {startButton('max-md:hidden')}
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4 pb-10 max-md:gap-3 max-md:p-3 max-md:pb-6">
          <Problem>
            {trouble && (
              <>
                <TroubleText trouble={trouble} />{' '}
                {trouble.code === 'conflict' && (
                  <Link href={{ pathname: '/jobs/[jobId]', params: { jobId } }} className="underline underline-offset-2">
                    {t('toJob')}
                  </Link>
                )}
              </>
            )}
          </Problem>
          {children}
        </div>
      </div>
      <div className="border-t border-line bg-bg p-3 md:hidden">{startButton('w-full')}</div>
      {naming && <SaveTemplate job={{ id: jobId, kind }} label={label} actions={templates} onClose={() => setNaming(false)} />}
      <DeleteDraft open={asking} onOpenChange={setAsking} label={label} kind={kind} onDelete={onDelete} />
    </div>
  )
}
