import { address } from '#e2e/address.ts'
import { CITIES, citiesWith, RejectsTab } from '#e2e/rejects-tab.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Repair } from '#jobs/reject-repair.ts'

type Told = Partial<Record<'column' | 'find' | 'replace' | 'sign' | 'value' | 'from' | 'length', string>>

/** Of each kind of repair: a record that needs it, what it has to be told, and the row that comes of it. */
const REPAIRS: [kind: Repair['kind'], record: string, told: Told, row: string][] = [
  ['set', '101;Nice;1,00;never;FR', { column: 'Day', value: '13/03/2026' }, '101 Nice 1.00 2026-03-13 FR'],
  ['replace', '102;Nice;12,5o;13/03/2026;FR', { column: 'Amount', find: 'o', replace: '0' }, '102 Nice 12.50 2026-03-13 FR'],
  ['decimal_sign', '103;Nice;1,234.50;13/03/2026;FR', { column: 'Amount', sign: '.' }, '103 Nice 1234.50 2026-03-13 FR'],
  ['fill', '104;;1,00;13/03/2026;FR', { column: 'Town', value: 'Metz' }, '104 Metz 1.00 2026-03-13 FR'],
  ['fill_from', '105;;1,00;13/03/2026;FR', { column: 'Town', from: 'Country' }, '105 FR 1.00 2026-03-13 FR'],
  ['clear', '106;Nice;unknown;13/03/2026;FR', { column: 'Amount' }, '106 Nice – 2026-03-13 FR'],
  ['cut', '107;Saint-Etienne-du-Bois;1,00;13/03/2026;FR', { column: 'Town', length: '12' }, '107 Saint-Etienn 1.00 2026-03-13 FR'],
  ['drop_surplus', '108;Nice;1,00;13/03/2026;FR;a note', {}, '108 Nice 1.00 2026-03-13 FR'],
  ['fill_missing', '109;Nice;1,00', {}, '109 Nice 1.00 – –'],
]

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('each kind of repair, told what it needs, brings its record in', async ({ page, words, newTable, newFile }) => {
      test.setTimeout(240_000)
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const file = citiesWith(REPAIRS.map(([, record]) => record))
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, file), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await expect(tab.count(REPAIRS.length)).toBeVisible()
      for (const [index, [kind, , told, row]] of REPAIRS.entries())
        await test.step(kind, async () => {
          const record = 61 + index
          await tab.tick(record).check()
          await tab.button('repair').last().click()
          await tab.chooseOther()
          const field = (name: keyof Told | 'kind') => tab.panel.getByLabel(t(`rejectsTab.panel.${name}`), { exact: true })
          await field('kind').selectOption(kind)
          for (const [name, value] of Object.entries(told) as [keyof Told, string][])
            if (name === 'column' || name === 'from' || name === 'sign') await field(name).selectOption(value)
            else await field(name).fill(value)
          await expect(tab.panel).toContainText(t('rejectsTab.panel.fit', { fit: 1, sampled: 1 }))
          await tab.panel.getByRole('button', { name: t('rejectsTab.repairAndRetry'), exact: true }).click()
          await expect(tab.retried(1, 0)).toBeVisible()
          await expect(tab.toggle(record)).toBeHidden()
          const code = 101 + index
          const fields = `concat_ws(' ', code, town, coalesce(amount::text, '–'), coalesce(day::text, '–'), coalesce(country, '–'))`
          // What came of the one before may still be told.
          await expect.poll(() => table.measure(`min(${fields}) filter (where code = ${code}) as row`)).toEqual({ row })
        })
      await expect(page.getByText(t('rejectsTab.empty.state.open'))).toBeVisible()
      expect(await table.measure('count(*)::int as rows')).toEqual({ rows: 60 + REPAIRS.length })
    })
  })
}
