import { useTranslations } from '#i18n/use-translations.ts'
import type { Repair } from '#jobs/reject-repair.ts'

/** Says in few words what a repair does. */
export function useRepairText(): (repair: Repair) => string {
  const t = useTranslations('rejectsTab.repairs')
  const empty = useTranslations('rejectsTab')('emptyValue')
  return (repair) => {
    switch (repair.kind) {
      case 'date_order':
        return t(`date_order.${repair.order}`)
      case 'decimal_sign':
        return t(repair.sign === ',' ? 'decimal_sign.comma' : 'decimal_sign.point')
      case 'set':
      case 'fill':
        return t(repair.kind, { column: repair.column, value: repair.value || empty })
      case 'fill_from':
        return t('fill_from', { column: repair.column, from: repair.from })
      case 'replace':
        return t('replace', { find: repair.find, replace: repair.replace || empty })
      case 'cut':
        return t('cut', { length: repair.length })
      case 'map':
      case 'clear':
        return t(repair.kind, { column: repair.column })
      case 'drop_surplus':
      case 'fill_missing':
      case 'raw':
        return t(repair.kind)
    }
  }
}
