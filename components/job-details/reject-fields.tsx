'use client'

import { clsx } from 'clsx'
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { MARK, MENDED } from '#components/job-details/reject-value.ts'
import { Button } from '#components/ui/button.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { RejectDetails } from '#jobs/reject-details.ts'
import type { Repair } from '#jobs/reject-repair.ts'

/** What was typed into a record and is not saved: field by field, or as a whole. It belongs to the record as it was `of` then. */
export type RejectDraft = { of: string; typed: ReadonlyMap<number, string>; text: string; asText: boolean }

type Props = {
  details: RejectDetails
  editing: boolean
  mayRetry: boolean
  /** What is typed outlives these fields; undefined: nothing is. */
  draft: RejectDraft | undefined
  onDraft: (draft: RejectDraft | undefined) => void
  onCancel: () => void
  /** Answers whether it was. */
  onSave: (repairs: Repair[], andRetry: boolean) => Promise<boolean>
}

/** Fields that are shown before all of them are asked for. */
const SHOWN = 14
const NOTHING: ReadonlyMap<number, string> = new Map()

/** The fields of a record, one a row, the refused one marked with the reason below it; to edit in place. */
export function RejectFields({ details, editing, mayRetry, draft: given, onDraft, onCancel, onSave }: Props) {
  const t = useTranslations('rejectsTab')
  const say = useTranslations('rejectReasons')
  const id = useId()
  const { columns, cells, original, code, params, column, raw, repaired } = details
  const before = repaired ?? raw
  const kept = given?.of === before ? given : undefined
  const [typed, setTyped] = useState(kept?.typed ?? NOTHING)
  const [text, setText] = useState(kept?.text ?? before)
  const [asText, setAsText] = useState(kept?.asText ?? cells === null)
  const [all, setAll] = useState(false)
  const [pending, setPending] = useState<'repair' | 'retry'>()
  const form = useRef<HTMLDivElement>(null)
  const guilty = column === null ? -1 : columns.indexOf(column)

  useEffect(() => {
    if (!editing) return
    const guilty = form.current?.querySelector<HTMLElement>('[data-first]')
    const field = guilty ?? form.current?.querySelector<HTMLElement>('textarea, input')
    field?.focus({ preventScroll: true })
    if (field instanceof HTMLInputElement) field.select()
    // The buttons below are to be seen too, but the field before them.
    form.current?.scrollIntoView({ block: 'nearest' })
    field?.scrollIntoView({ block: 'nearest' })
  }, [editing])

  const width = Math.max(columns.length, cells?.length ?? 0)
  const places = Array.from({ length: width }, (_, index) => index)
  const shown = all || width <= SHOWN ? places : placesAround(places, guilty)
  const repairs = asText ? rawRepair(text, before) : cellRepairs(details, typed)

  const unsaved = typed.size > 0 || text !== before ? { of: before, typed, text, asText } : undefined
  const leave = useEffectEvent(() => onDraft(unsaved))
  useEffect(() => () => leave(), [])

  async function save(andRetry: boolean) {
    if (repairs.length === 0 || pending) return
    setPending(andRetry ? 'retry' : 'repair')
    if (await onSave(repairs, andRetry)) forget()
    setPending(undefined)
  }
  function forget() {
    setTyped(NOTHING)
    setText(before)
  }
  function cancel() {
    forget()
    onCancel()
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') cancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement)) void save(mayRetry)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields within
    <div ref={form} onKeyDown={editing ? press : undefined} className="scroll-mt-12 scroll-mb-3 space-y-2">
      {asText && (editing || cells === null) ? (
        <div className="space-y-1.5">
          {editing ? (
            <>
              <label htmlFor={`${id}-text`} className="block text-xs text-muted">
                {t('asText')}
              </label>
              <Textarea
                id={`${id}-text`}
                rows={Math.min(10, 2 + Math.ceil(text.length / 90))}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
                className="font-mono wrap-anywhere md:text-xs!"
              />
            </>
          ) : (
            <p className="text-sm text-muted">{t('notCut')}</p>
          )}
          <p className="text-sm text-danger">{say(code, params)}</p>
        </div>
      ) : (
        <table className="w-full table-fixed border-collapse text-sm">
          <caption className="sr-only">{t('fields')}</caption>
          <tbody>
            {shown.map((index) => {
              const cell = cells?.[index] ?? null
              const name = columns[index] ?? t('surplus', { number: index + 1 })
              const first = original?.[index] ?? null
              const changed = original !== null && (first ?? '') !== (cell ?? '')
              const surplus = index >= columns.length
              return (
                <tr key={index} className="border-b border-line align-baseline last:border-0">
                  <th
                    scope="row"
                    className={clsx('w-2/5 py-1 pr-3 text-left font-normal wrap-anywhere', index === guilty ? 'font-medium' : 'text-muted')}
                  >
                    {editing && !surplus ? <label htmlFor={`${id}-${index}`}>{name}</label> : name}
                  </th>
                  <td className="py-1">
                    {editing && !surplus ? (
                      <Input
                        id={`${id}-${index}`}
                        data-first={index === guilty || undefined}
                        aria-invalid={index === guilty && !typed.has(index) ? true : undefined}
                        aria-describedby={index === guilty ? `${id}-why` : undefined}
                        spellCheck={false}
                        value={typed.get(index) ?? cell ?? ''}
                        onChange={(event) => setTyped(new Map(typed).set(index, event.target.value))}
                        className="scroll-mt-12 font-mono md:h-7! md:text-xs!"
                      />
                    ) : (
                      <span className="flex flex-wrap items-baseline gap-x-2">
                        {changed && <del className="font-mono text-xs wrap-anywhere text-muted">{first ?? t('emptyValue')}</del>}
                        {cell === null || cell === '' ? (
                          <span className={clsx('text-xs italic', index === guilty ? clsx(MARK, 'px-1 text-muted') : 'text-faint')}>
                            {t('emptyValue')}
                          </span>
                        ) : (
                          <span
                            className={clsx(
                              'line-clamp-6 font-mono text-xs wrap-anywhere whitespace-pre-wrap',
                              changed ? clsx(MENDED, 'px-1') : (index === guilty || surplus) && clsx(MARK, 'px-1'),
                              editing && surplus && 'line-through',
                            )}
                          >
                            {cell}
                          </span>
                        )}
                      </span>
                    )}
                    {index === guilty && (
                      <span id={`${id}-why`} className="mt-0.5 block text-xs text-pretty text-danger">
                        {say(code, params)}
                      </span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {!asText && guilty < 0 && <p className="text-sm text-pretty text-danger">{say(code, params)}</p>}
      {!asText && shown.length < width && (
        <Button size="small" look="ghost" onClick={() => setAll(true)}>
          {t('allFields', { count: width })}
        </Button>
      )}
      {editing && (
        <div className="flex flex-wrap items-center gap-2 pt-1">
          <Button
            size="small"
            look={mayRetry ? 'primary' : 'secondary'}
            disabled={repairs.length === 0 || !mayRetry}
            pending={pending === 'retry'}
            onClick={() => save(true)}
          >
            {t('repairAndRetry')}
          </Button>
          <Button size="small" disabled={repairs.length === 0} pending={pending === 'repair'} onClick={() => save(false)}>
            {t('repairOnly')}
          </Button>
          <Button size="small" look="ghost" onClick={cancel}>
            {t('leave')}
          </Button>
          {cells !== null && (
            <Button size="small" look="ghost" className="ml-auto" onClick={() => setAsText(!asText)}>
              {t(asText ? 'editFields' : 'editText')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** The first fields, and among them the refused one. */
function placesAround(places: number[], guilty: number): number[] {
  const first = places.slice(0, SHOWN)
  return guilty < SHOWN ? first : [...first.slice(0, -1), guilty]
}

const rawRepair = (text: string, before: string): Repair[] => (text === before ? [] : [{ kind: 'raw', text }])

/** What was typed, one repair a field; first the record is given as many fields as the file has columns. */
function cellRepairs({ columns, cells }: RejectDetails, typed: ReadonlyMap<number, string>): Repair[] {
  const repairs: Repair[] = []
  const count = cells?.length ?? 0
  if (count < columns.length) repairs.push({ kind: 'fill_missing' })
  if (count > columns.length) repairs.push({ kind: 'drop_surplus' })
  for (const [index, value] of typed) {
    const column = columns[index]
    if (column !== undefined && value !== (cells?.[index] ?? '')) repairs.push({ kind: 'set', column, value: value === '' ? null : value })
  }
  return repairs
}
