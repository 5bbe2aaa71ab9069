import { useParams, useSearchParams } from 'next/navigation'
import { usePathname, useRouter } from '#i18n/navigation.ts'

/** Changes the language and nothing else: same job, same tab, same filters. */
export function useChooseLanguage(): (locale: string) => void {
  const router = useRouter()
  const pathname = usePathname()
  const params = useParams()
  const search = useSearchParams()

  return (next) => {
    // @ts-expect-error the pathname and the params of the page we are on always belong together
    router.replace({ pathname, params, query: queryOf(search) }, { locale: next })
  }
}

function queryOf(search: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]))
}
