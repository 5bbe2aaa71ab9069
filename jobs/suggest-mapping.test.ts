import { expect, test } from 'vitest'
import type { DetectedColumn } from '#jobs/detection.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

const column = (name: string): DetectedColumn => ({
  name,
  looks: 'text',
  decimalSign: ',',
  dateOrder: 'dmy',
  ambiguous: false,
  nullable: false,
  longest: 1,
})
const target = (name: string, writable = true): TargetColumn => ({
  name,
  type: 'text',
  required: false,
  writable,
  nullable: true,
  key: null,
})
const targets = (file: string[], table: TargetColumn[]) => suggestMapping(file.map(column), table).map((mapping) => mapping.target)

test('names are compared without case, accents, spaces and signs', () => {
  expect(
    targets(['Date de naissance', 'N° client', 'STRASSE'], [target('date_de_naissance'), target('n_client'), target('strasse')]),
  ).toEqual(['date_de_naissance', 'n_client', 'strasse'])
})

test('an exact name comes first, and each target is taken once', () => {
  expect(targets(['E-Mail', 'email', 'EMAIL'], [target('email'), target('e_mail')])).toEqual(['e_mail', 'email', null])
})

test('nothing is written into a generated column, and names without a letter match nothing', () => {
  expect(targets(['total', '--', ''], [target('total', false), target('__')])).toEqual([null, null, null])
})

test('the habits of the column are kept', () => {
  expect(suggestMapping([{ ...column('Montant'), decimalSign: '.', dateOrder: 'mdy' }], [target('montant')])).toEqual([
    { name: 'Montant', target: 'montant', decimalSign: '.', dateOrder: 'mdy' },
  ])
})
