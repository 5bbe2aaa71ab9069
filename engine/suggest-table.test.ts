import { expect, test } from 'vitest'
import { detectText } from '#engine/detect.ts'
import { columnName, createTableSql } from '#engine/suggest-table.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'

const TEXT = `N° client;Prénom;Montant dû (€);Née le;Vu le;Vu ailleurs;Actif;Réf;Prénom;Straße
1;Zoé;1,5;25/12/1990;2026-01-02 03:04;2026-01-02T03:04+02:00;oui;6f9619ff-8b86-d011-b42d-00cf4fc964ff;;Weg 1
`

test('a table is suggested by the looks of the columns', () => {
  expect(
    createTableSql('public', 'my "own" table', detectText(TEXT, 'utf-8', { cut: false })).sql,
  ).toBe(`create table "public"."my ""own"" table" (
  "n_client" bigint,
  "prenom" text,
  "montant_du" numeric,
  "nee_le" date,
  "vu_le" timestamp,
  "vu_ailleurs" timestamp with time zone,
  "actif" boolean,
  "ref" uuid,
  "prenom_2" text,
  "straße" text
)`)
})

test('the file’s columns find those of the suggested table', () => {
  const detection = detectText(TEXT, 'utf-8', { cut: false })
  const { columns } = createTableSql('public', 't', detection)
  const targets = columns.map(({ name, type }) => ({ name, type, required: false, writable: true, nullable: true, key: null }))
  expect(suggestMapping(detection.columns, targets).map(({ target }) => target)).toEqual(columns.map(({ name }) => name))
})

test.each([
  ['Date de naissance', 'date_de_naissance'],
  ['  ÉTÉ–2026  ', 'ete_2026'],
  ['İstanbul', 'istanbul'],
  ['日付', '日付'],
  ['x'.repeat(70), 'x'.repeat(63)],
  ['€'.repeat(3), ''],
])('%s becomes %s', (name, expected) => {
  expect(columnName(name)).toBe(expected)
})

test('long names stay apart', () => {
  const name = 'x'.repeat(70)
  const column = { looks: 'text', decimalSign: '.', dateOrder: 'dmy', ambiguous: false, nullable: false, longest: 0 } as const
  const columns = [
    { ...column, name },
    { ...column, name: `${name}y` },
    { ...column, name: '€' },
  ]
  expect(createTableSql('s', 't', { columns, sample: [] }).columns).toEqual([
    { source: name, name: 'x'.repeat(63), type: 'text' },
    { source: `${name}y`, name: `${'x'.repeat(61)}_2`, type: 'text' },
    { source: '€', name: 'column_3', type: 'text' },
  ])
})
