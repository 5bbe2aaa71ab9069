'use client'

import { useFormatter } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { askValues } from '#components/job-details/ask-repairs.ts'
import type { Scope } from '#components/job-details/reject-verbs.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, Problem } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RefusedValues } from '#jobs/list-rejects.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import { DATE_ORDERS, DECIMAL_SIGNS } from '#jobs/settings.ts'

type Props = {
  job: JobView
  scope: Scope
  columns: string[]
  /** Whether kind and column are chosen here too. */
  free: boolean
  repair: Repair
  onChange: (repair: Repair) => void
}

/** The kinds that are offered by name; one of the whole text is for a single record. */
const KINDS = [
  'set',
  'replace',
  'map',
  'date_order',
  'decimal_sign',
  'fill',
  'fill_from',
  'clear',
  'cut',
  'drop_surplus',
  'fill_missing',
] as const
type Kind = (typeof KINDS)[number]

/** What a repair still has to be told. */
export function RepairEditor({ job, scope, columns, free, repair, onChange }: Props) {
  const t = useTranslations('rejectsTab')
  const id = useId()
  const column = 'column' in repair ? repair.column : (scope.column ?? columns[0] ?? '')
  const text = (field: string, value: string, change: (value: string) => void) => (
    <Field id={`${id}-${field}`} label={t(`panel.${field}` as 'panel.value')}>
      <Input id={`${id}-${field}`} value={value} spellCheck={false} autoComplete="off" onChange={(event) => change(event.target.value)} />
    </Field>
  )
  const choose = (field: 'from' | 'column', value: string, change: (value: string) => void) => (
    <Field id={`${id}-${field}`} label={t(`panel.${field}`)}>
      <Select id={`${id}-${field}`} value={value} onChange={(event) => change(event.target.value)}>
        {columns.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
  return (
    <div className="space-y-3 empty:hidden">
      {free && (
        <div className="grid gap-3 @sm:grid-cols-2">
          <Field id={`${id}-kind`} label={t('panel.kind')}>
            <Select
              id={`${id}-kind`}
              value={repair.kind}
              onChange={(event) => onChange(newRepair(event.target.value as Kind, column, columns))}
            >
              {KINDS.filter((kind) => kind !== 'map' || (scope.column && columns.includes(scope.column))).map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
          {'column' in repair && repair.kind !== 'map' && choose('column', repair.column, (name) => onChange({ ...repair, column: name }))}
        </div>
      )}
      {(repair.kind === 'set' || repair.kind === 'fill') && text('value', repair.value ?? '', (value) => onChange({ ...repair, value }))}
      {repair.kind === 'replace' && (
        <>
          {text('find', repair.find, (find) => onChange({ ...repair, find }))}
          {text('replace', repair.replace, (replace) => onChange({ ...repair, replace }))}
        </>
      )}
      {repair.kind === 'fill_from' && choose('from', repair.from, (from) => onChange({ ...repair, from }))}
      {repair.kind === 'cut' && (
        <Field id={`${id}-length`} label={t('panel.length')}>
          <Input
            id={`${id}-length`}
            type="number"
            min={0}
            max={1_000_000}
            value={repair.length}
            onChange={(event) => onChange({ ...repair, length: Math.min(1_000_000, Math.max(0, Math.floor(Number(event.target.value)))) })}
          />
        </Field>
      )}
      {free && repair.kind === 'date_order' && (
        <Field id={`${id}-order`} label={t('panel.order')}>
          <Select
            id={`${id}-order`}
            value={repair.order}
            onChange={(event) => onChange({ ...repair, order: event.target.value as typeof repair.order })}
          >
            {DATE_ORDERS.map((order) => (
              <option key={order} value={order}>
                {t(`repairs.date_order.${order}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {free && repair.kind === 'decimal_sign' && (
        <Field id={`${id}-sign`} label={t('panel.sign')}>
          <Select
            id={`${id}-sign`}
            value={repair.sign}
            onChange={(event) => onChange({ ...repair, sign: event.target.value as typeof repair.sign })}
          >
            {DECIMAL_SIGNS.map((sign) => (
              <option key={sign} value={sign}>
                {t(sign === ',' ? 'repairs.decimal_sign.comma' : 'repairs.decimal_sign.point')}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {repair.kind === 'map' && <Values job={job} scope={scope} repair={repair} onChange={onChange} />}
    </div>
  )
}

/** The different values that were refused, the most frequent first, each with the one to take for it; empty: as it is. */
function Values({
  job,
  scope: { selection },
  repair,
  onChange,
}: Pick<Props, 'job' | 'scope'> & { repair: Extract<Repair, { kind: 'map' }>; onChange: Props['onChange'] }) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  const id = useId()
  const [found, setFound] = useState<RefusedValues>()
  const [failed, setFailed] = useState(false)
  const [again, setAgain] = useState(0)
  const asked = JSON.stringify({ selection })
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when asked to
  useEffect(() => {
    const stop = new AbortController()
    askValues(job.id, asked, stop.signal).then(
      (values) => {
        setFound(values)
        setFailed(false)
      },
      () => !stop.signal.aborted && setFailed(true),
    )
    return () => stop.abort()
  }, [job.id, asked, again])
  const known = new Map(repair.pairs.map(({ from, to }) => [from, to]))
  const rows: { value: string | null; count: number | null }[] =
    found?.values ?? repair.pairs.map(({ from }) => ({ value: from, count: null }))
  const put = (value: string | null, to: string) => {
    const pairs = repair.pairs.filter(({ from }) => from !== value)
    onChange({ ...repair, pairs: to === '' ? pairs : [...pairs, { from: value, to }] })
  }
  return (
    <>
      {failed && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Problem>{t('panel.valuesUnreadable')}</Problem>
          <Button size="small" onClick={() => setAgain(again + 1)}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      {!found && !failed && rows.length === 0 && <Skeleton className="h-24" />}
      {rows.length > 0 && (
        <table className="w-full table-fixed text-sm">
          <thead>
            <tr className="text-left text-xs text-muted">
              <th className="w-1/2 pb-1 font-normal">{t('panel.refused')}</th>
              <th className="pb-1 font-normal">{t('panel.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, count }, index) => (
              <tr key={value ?? ''}>
                <th scope="row" className="py-0.5 pr-3 text-left font-normal">
                  <label htmlFor={`${id}-${index}`} className="flex items-baseline justify-between gap-2">
                    <span className="min-w-0 truncate font-mono text-xs" title={value ?? undefined}>
                      {value || <i>{t('emptyValue')}</i>}
                    </span>
                    {count !== null && <span className="shrink-0 text-xs text-muted tabular-nums">{format.number(count)}</span>}
                  </label>
                </th>
                <td className="py-0.5">
                  <Input
                    id={`${id}-${index}`}
                    spellCheck={false}
                    autoComplete="off"
                    placeholder={t('panel.asItIs')}
                    value={known.get(value) ?? ''}
                    onChange={(event) => put(value, event.target.value)}
                    className="font-mono md:h-7! md:text-xs!"
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found?.more && <p className="text-xs text-pretty text-muted">{t('panel.valuesMore', { count: found.values.length })}</p>}
      {found?.looked != null && <p className="text-xs text-pretty text-muted">{t('panel.valuesLooked', { count: found.looked })}</p>}
    </>
  )
}

function newRepair(kind: Kind, column: string, columns: string[]): Repair {
  switch (kind) {
    case 'set':
    case 'fill':
      return { kind, column, value: '' }
    case 'replace':
      return { kind, column, find: '', replace: '' }
    case 'map':
      return { kind, column, pairs: [] }
    case 'date_order':
      return { kind, column, order: 'mdy' }
    case 'decimal_sign':
      return { kind, column, sign: '.' }
    case 'fill_from':
      return { kind, column, from: columns.find((name) => name !== column) ?? column }
    case 'clear':
      return { kind, column }
    case 'cut':
      return { kind, column, length: 100 }
    case 'drop_surplus':
    case 'fill_missing':
      return { kind }
  }
}
