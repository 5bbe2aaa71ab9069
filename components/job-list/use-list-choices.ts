import { useAnswer } from '#components/job-list/use-answer.ts'
import type { Choice } from '#components/ui/combobox.tsx'
import type { Choices } from '#jobs/list-choices.ts'
import { writeTableName } from '#jobs/table-name.ts'

/** The owners and the tables that jobs have, and the templates; undefined until they are there, null where they could not be read. */
export function useListChoices(): { owners: Choice[]; tables: Choice[]; templates: Choice[] } | null | undefined {
  const answer = useAnswer<Choices>('/api/jobs/choices')
  return (
    answer && {
      owners: answer.owners.map((owner) => ({ value: owner, label: owner })),
      tables: answer.tables.map((table) => ({ value: writeTableName(table), label: writeTableName(table), group: table.schema })),
      templates: answer.templates.map(({ id, name, owner }) => ({
        value: String(id),
        label: name,
        ...(owner !== null && { note: owner }),
      })),
    }
  )
}
