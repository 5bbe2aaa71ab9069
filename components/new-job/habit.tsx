'use client'

import { useFormatter } from 'next-intl'
import { takes } from '#components/new-job/column-fit.ts'
import type { FileColumn } from '#components/new-job/draft.ts'
import { Note } from '#components/new-job/note.tsx'
import { readDay, readDecimal } from '#components/new-job/read-value.ts'
import { Select } from '#components/ui/select.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ColumnLook } from '#jobs/detection.ts'
import { type ColumnMapping, DATE_ORDERS, type DateOrder, DECIMAL_SIGNS, type DecimalSign } from '#jobs/settings.ts'

/** How people of a country write what could be read in more than one way. */
type HabitName = 'decimal' | 'date'

const HABITS: Record<ColumnLook, HabitName | null> = {
  text: null,
  whole_number: null,
  decimal: 'decimal',
  percent: 'decimal',
  currency: 'decimal',
  date: 'date',
  date_time: 'date',
  boolean: null,
  email: null,
  uuid: null,
  empty: null,
}

/** The habit that matters for a column: by what its values look like, or else by what the table will make of them. */
export function habitOf(looks: ColumnLook, targetType: string | undefined): HabitName | null {
  const taken = targetType === undefined ? null : takes(targetType)
  return HABITS[looks] ?? (looks === 'text' && taken ? HABITS[taken] : null)
}

type Props = { habit: HabitName; id: string; column: FileColumn; mapping: ColumnMapping; onChange: (mapping: ColumnMapping) => void }

/** Chooses the habit and shows what becomes of a value under it. */
export function Habit({ habit, id, column, mapping, onChange }: Props) {
  const t = useTranslations('newJob.habits')
  const read = useReading(habit, mapping)
  // A month that is named is read in any order.
  const value = habit === 'date' ? column.samples.find((sample) => !/\p{L}{3}/u.test(sample)) : column.samples[0]
  const found = value === undefined ? undefined : read(value)
  return (
    <>
      {column.ambiguous && <Note>{t(`${habit}.ambiguous`)}</Note>}
      <Select
        aria-label={t(`${habit}.label`, { column: column.name })}
        aria-describedby={`${id}-reading`}
        value={habit === 'decimal' ? mapping.decimalSign : mapping.dateOrder}
        onChange={(event) =>
          onChange(
            habit === 'decimal'
              ? { ...mapping, decimalSign: event.target.value as DecimalSign }
              : { ...mapping, dateOrder: event.target.value as DateOrder },
          )
        }
      >
        {habit === 'decimal'
          ? DECIMAL_SIGNS.map((sign) => (
              <option key={sign} value={sign}>
                {t(sign === ',' ? 'decimal.comma' : 'decimal.point')}
              </option>
            ))
          : DATE_ORDERS.map((order) => (
              <option key={order} value={order}>
                {t(`date.${order}`)}
              </option>
            ))}
      </Select>
      <div id={`${id}-reading`}>
        {value !== undefined &&
          (found === undefined ? (
            <Note>{t('unreadable', { value })}</Note>
          ) : (
            <p className="text-xs break-words text-muted">{t('readAs', { value, reading: found })}</p>
          ))}
      </div>
    </>
  )
}

function useReading(habit: HabitName, { decimalSign, dateOrder }: ColumnMapping): (value: string) => string | undefined {
  const format = useFormatter()
  return (value) => {
    if (habit === 'date') {
      const day = readDay(value, dateOrder)
      return day && format.dateTime(day, { dateStyle: 'long', timeZone: 'UTC' })
    }
    const number = readDecimal(value, decimalSign)
    const digits = Math.min(value.split(decimalSign)[1]?.length ?? 0, 12)
    return number === undefined ? undefined : format.number(number, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  }
}
