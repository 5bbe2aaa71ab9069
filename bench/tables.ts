import type { Installation } from '#bench/installation.ts'
import { sampleCities, sampleTableSql } from '#bench/records.ts'

/** An empty table for the sample's records, in place of the one that was there. */
export async function freshTable({ sql }: Installation, name: string): Promise<void> {
  await sql.unsafe(`drop table if exists ${name}`)
  await sql.unsafe(sampleTableSql(name))
}

/** A fresh table that has every 200th row already, from the 100th on, and refuses cities that are not among the sample's. */
export async function pickyTable(installation: Installation, name: string, records: number): Promise<void> {
  const { sql } = installation
  await referencingTable(installation, name)
  await sql.unsafe(`insert into ${name} ${INVENTED_ROWS} from generate_series(100, ${records}, 200) id`)
}

/** A fresh table that refuses cities that are not among the sample's. */
export async function referencingTable(installation: Installation, name: string): Promise<void> {
  const { sql } = installation
  await freshTable(installation, name)
  await sql`create table if not exists cities (name varchar(60) primary key)`
  await sql`insert into cities select jsonb_array_elements_text(${JSON.stringify(sampleCities)}::text::jsonb) on conflict do nothing`
  await sql.unsafe(`alter table ${name} add foreign key (city) references cities`)
}

/** A fresh table that has a row for every second record. */
export async function halfFullTable(installation: Installation, name: string, records: number): Promise<void> {
  const { sql } = installation
  await freshTable(installation, name)
  await sql.unsafe(`insert into ${name} ${INVENTED_ROWS} from generate_series(2, ${records}, 2) id`)
}

const INVENTED_ROWS = `select id, 'Eva', 'Sá', 'es' || id || '@example.com', 'Porto', '2001-02-03', 1.50, 7, '2024-05-06 07:08:09'`

/** Before every run, so that none pays for what the one before it left behind. */
export async function settle({ sql }: Installation, ...tables: string[]): Promise<void> {
  for (const table of tables) await sql.unsafe(`vacuum analyze ${table}`)
  await sql`checkpoint`
}
