import type { Random } from '#torture/random.ts'

export const TYPES = [
  'text',
  'character varying(12)',
  'integer',
  'bigint',
  'numeric(10,2)',
  'double precision',
  'date',
  'timestamp',
  'boolean',
  'uuid',
] as const
export type ColumnType = (typeof TYPES)[number]

/** A column of the random part of a table. */
export type RandomColumn = { name: string; type: ColumnType; nullable: boolean }

/** A random table: `n`, the record's number in the file, what the random columns say, and what its constraints need. */
export type RandomTable = {
  name: string
  columns: RandomColumn[]
  /** `code` is unique in it; null: no column of the table is. */
  unique: 'primary key' | 'unique' | 'unique deferrable initially deferred' | null
  /** `place` must be in another table. */
  place: '' | 'deferrable initially deferred' | null
  /** `amount` must not be negative. */
  check: boolean
  /** `span` must overlap with no other. */
  exclusion: boolean
  /** A trigger refuses the rows whose `note` says so. */
  trigger: 'before' | 'after' | null
}

export function randomTable(random: Random, name: string): RandomTable {
  return {
    name,
    columns: Array.from({ length: random.int(1, 6) }, (_, i) => ({
      name: `c${i + 1}`,
      type: random.pick(TYPES),
      nullable: random.chance(0.6),
    })),
    unique: random.pick(['primary key', 'unique', 'unique deferrable initially deferred', null, null]),
    place: random.pick(['', 'deferrable initially deferred', null, null]),
    check: random.chance(0.4),
    exclusion: random.chance(0.15),
    trigger: random.pick(['before', 'after', null, null]),
  }
}

/** The statements that make the table, its neighbours and functions; all begin with the table's name. */
export function tableSql({ name, columns, unique, place, check, exclusion, trigger }: RandomTable): string[] {
  const definitions = [
    'n int not null',
    ...(unique ? [`code text ${unique === 'primary key' ? '' : 'not null'} ${unique}`] : ['code text']),
    ...columns.map((column) => `${column.name} ${column.type}${column.nullable ? '' : ' not null'}`),
    ...(place === null ? [] : [`place text references ${name}_places ${place}`]),
    ...(check ? ['amount int check (amount >= 0)'] : []),
    ...(exclusion ? ['span int4range, exclude using gist (span with &&)'] : []),
    ...(trigger ? ['note text'] : []),
    'pad text',
  ]
  return [
    `create table ${name}_places (name text primary key)`,
    `insert into ${name}_places select 'place ' || i from generate_series(1, 20) i`,
    `create table ${name} (${definitions.join(', ')})`,
    ...(trigger
      ? [
          `create function ${name}_refuse() returns trigger language plpgsql as $$
             begin if new.note = 'refuse' then raise exception 'record % is refused', new.n; end if; return new; end $$`,
          `create trigger refuse ${trigger} insert or update on ${name} for each row execute function ${name}_refuse()`,
        ]
      : []),
  ]
}

/** Makes every so many-th row of the table take its time, so that what disturbs meets work under way. */
export function slowSql(name: string, msPerRow: number): string[] {
  const sleep = 4
  return [
    `create function ${name}_dawdle() returns trigger language plpgsql as $$
       begin if random() < ${(msPerRow / sleep).toFixed(6)} then perform pg_sleep(${sleep / 1000}); end if; return coalesce(new, old); end $$`,
    `create trigger dawdle before insert or update or delete on ${name} for each row execute function ${name}_dawdle()`,
  ]
}

export const dropSql = (name: string): string[] => [
  `drop table if exists ${name}, ${name}_places cascade`,
  `drop function if exists ${name}_refuse(), ${name}_dawdle()`,
]
