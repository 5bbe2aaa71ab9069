import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { StatusLabel } from '#components/jobs/status-label.tsx'
import { VERB_ICONS } from '#components/jobs/verb-icons.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { JOB_STATUSES, verbsFrom } from '#jobs/status.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legend')
  return { title: t('title') }
}

/** The legend: everything on it is derived from the vocabulary, so that it cannot be out of date. */
export default function Statuses() {
  const t = useTranslations('legend')
  const sentence = useTranslations('statusSentence')
  const job = useTranslations('job')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it, where it is longer than the screen
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
      <div className="mx-auto max-w-5xl normal-nums px-6 py-8 max-md:px-4 max-md:py-5">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="mt-1 max-w-prose text-pretty text-muted">{t('text')}</p>
        <table className="mt-6 w-full border-separate border-spacing-0 text-sm max-md:block">
          <thead className="max-md:hidden">
            <tr className="text-left text-xs text-muted">
              <th scope="col" className="w-64 border-b border-line py-2 pr-4 font-medium">
                {t('status')}
              </th>
              <th scope="col" className="border-b border-line py-2 pr-4 font-medium">
                {t('meaning')}
              </th>
              <th scope="col" className="w-56 border-b border-line py-2 font-medium">
                {t('buttons')}
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {JOB_STATUSES.map((status) => (
              <tr key={status} className="align-top max-md:block max-md:border-b max-md:border-line max-md:py-3">
                <th scope="row" className="py-3 pr-4 text-left font-medium max-md:block max-md:py-0 md:border-b md:border-line">
                  <StatusLabel status={status} />
                </th>
                <td className="py-3 pr-6 text-pretty text-muted max-md:block max-md:py-1.5 md:border-b md:border-line">
                  {sentence(status)}
                </td>
                <td className="py-2.5 max-md:block max-md:py-1 md:border-b md:border-line">
                  <ul className="flex flex-wrap gap-1.5">
                    {verbsFrom(status).map((verb) => {
                      const Icon = VERB_ICONS[verb]
                      return (
                        <li key={verb} className="flex items-center gap-1.5 rounded-md border border-line px-2 py-0.5">
                          <Icon aria-hidden className="size-3.5 text-muted" />
                          {job(`verbs.${verb}`)}
                        </li>
                      )
                    })}
                    {verbsFrom(status).length === 0 && <li className="py-0.5 text-muted">{t('none')}</li>}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
