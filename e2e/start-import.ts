import { quayside } from '#e2e/command.ts'
import type { Table } from '#e2e/table.ts'

/** Imports a file into a test's table by the command line, under the table's name; answers with the job's number. */
export async function startImport(table: Table, path: string, ...options: string[]): Promise<number> {
  return JSON.parse(await quayside('import', path, '--into', table.name, '--label', table.name, '--json', ...options)).id
}
