import { expect } from 'vitest'
import { listJournal } from '#jobs/list-journal.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import type { ImportDraftSettings } from '#jobs/settings.ts'
import { importByName, test } from '#test/import.ts'

type Case = {
  name: string
  /** The table is `odd`. */
  ddl: string
  text: string
  settings?: ImportDraftSettings
  /** As text, column by column, in the order of the first. */
  rows: string[]
  rejects: string[]
}

/** A check on `n` whose one refusal sends a piece by the scratch table. */
const CASES: Case[] = [
  {
    name: 'columns with the names that our statements use themselves',
    ddl: 'create table odd (n int check (n > 0), "#" text unique, found text, t text, p text, x text, "a$1" text, nth text, known text, excluded text, "select" text, "Q""q" text)',
    text: 'n;#;found;t;p;x;a$1;nth;known;excluded;select;Q"q\n1;a;b;c;d;e;f;g;h;i;j;k\n-1;z;z;z;z;z;z;z;z;z;z;z\n2;a;b;c;d;e;f;g;h;i;j;k',
    rows: ['1 a b c d e f g h i j k'],
    rejects: ['2 check n -1', '3 unique # a'],
  },
  {
    name: 'the same by a key',
    ddl: 'create table odd ("#" int primary key, found text, t text, "a$1" text); insert into odd values (1, 1, 1, 1)',
    text: '#;found;t;a$1\n1;2;2;2\n2;3;3;3',
    settings: { operation: 'upsert', key: ['#'] },
    rows: ['1 2 2 2', '2 3 3 3'],
    rejects: [],
  },
  {
    name: 'numbers that are always generated, unless a file brings them',
    ddl: 'create table odd (id int generated always as identity primary key, n int check (n > 0))',
    text: 'id;n\n7;1\n8;-1\n9;2',
    rows: ['7 1', '9 2'],
    rejects: ['2 check n -1'],
  },
  {
    name: 'an upsert by a key that is always generated',
    ddl: 'create table odd (id int generated always as identity primary key, n int); insert into odd overriding system value values (7, 7)',
    text: 'id;n\n7;1\n8;2',
    settings: { operation: 'upsert', key: ['id'] },
    rows: ['7 1', '8 2'],
    rejects: [],
  },
  {
    name: 'an upsert by another key leaves what is always generated',
    ddl: 'create table odd (id int generated always as identity, code text primary key, n int); insert into odd overriding system value values (7, $$a$$, 7)',
    text: 'id;code;n\n7;a;1\n8;b;2',
    settings: { operation: 'upsert', key: ['code'] },
    rows: ['7 a 1', '8 b 2'],
    rejects: [],
  },
  {
    name: 'a check that fails by itself for some values',
    ddl: 'create table odd (id int, n int check (100 / n > 1))',
    text: 'id;n\n1;1\n2;0\n3;2\n4;100',
    rows: ['1 1', '3 2'],
    rejects: ['2 refused_by_table · ·', '4 check n 100'],
  },
  {
    name: 'a check of the whole row',
    ddl: `create table odd (id int, n int);
      create or replace function fits(odd) returns boolean language sql immutable as 'select $1.n > 0';
      alter table odd add constraint whole check (fits(odd.*) and id > 0)`,
    text: 'id;n\n1;1\n2;-1\n3;2',
    rows: ['1 1', '3 2'],
    rejects: ['2 check · ·'],
  },
  {
    name: 'a check of where the row lies',
    ddl: `create table odd (id int, n int check (n > 0)); alter table odd add constraint here check (tableoid is not null and id > 0 and tableoid = 'odd'::regclass)`,
    text: 'id;n\n1;1\n2;-1\n3;2',
    rows: ['1 1', '3 2'],
    rejects: ['2 check n -1'],
  },
  {
    name: 'a foreign key to a table in parts',
    ddl: `create table cities (name text primary key) partition by list (name);
      create table cities_a partition of cities for values in ('Lyon'); create table cities_b partition of cities for values in ('Roma');
      insert into cities values ('Lyon'), ('Roma'); create table odd (id int, city text references cities)`,
    text: 'id;city\n1;Lyon\n2;Nowhere\n3;Roma',
    rows: ['1 Lyon', '3 Roma'],
    rejects: ['2 foreign_key city Nowhere'],
  },
  {
    name: 'a table in parts, and no part for a row',
    ddl: `create table cities (name text primary key); insert into cities values ('Lyon'), ('Roma');
      create table odd (id int, city text references cities, primary key (id, city)) partition by list (city);
      create table odd_a partition of odd for values in ('Lyon'); create table odd_b partition of odd for values in ('Nowhere');`,
    text: 'id;city\n1;Lyon\n2;Nowhere\n3;Roma\n1;Lyon',
    rows: ['1 Lyon'],
    rejects: ['2 foreign_key city Nowhere', '3 check · ·', '4 unique id, city 1, Lyon'],
  },
  {
    name: 'a trigger that makes a row fit',
    ddl: `create table cities (name text primary key); insert into cities values ('LYON');
      create table odd (id int, city text references cities, n int check (n > 0), code text unique);
      create function fit() returns trigger language plpgsql as $$ begin new.city := upper(new.city); new.n := abs(new.n); new.code := new.code || new.id; return new; end $$;
      create trigger fit before insert on odd for each row execute function fit()`,
    text: 'id;city;n;code\n1;Lyon;-1;a\n2;Nowhere;1;a\n3;lyon;-2;a\n4;lyon;0;a\n3;lyon;5;a',
    rows: ['1 LYON 1 a1', '3 LYON 2 a3'],
    rejects: ['2 foreign_key city Nowhere', '4 check n 0', '5 unique code a'],
  },
  {
    name: 'the first of two with the same value is refused for something else',
    ddl: `create table odd (id int unique, n int);
      create function no_ones() returns trigger language plpgsql as $$ begin if new.n = 1 then raise exception 'no ones'; end if; return new; end $$;
      create trigger no_ones after insert on odd for each row execute function no_ones()`,
    text: 'id;n\n1;1\n1;2\n1;3',
    rows: ['1 2'],
    rejects: ['1 refused_by_table · ·', '3 unique id 1'],
  },
  {
    name: 'keys that share a column',
    ddl: `create table odd (tenant int not null, code text, email text, n int, unique (tenant, code)); insert into odd values (1, 'a', 'a@x', 1), (1, 'b', 'b@x', 1)`,
    text: 'tenant;code;email;n\n1;a;a@x;2\n1;;b@x;2\n2;;b@x;2',
    settings: { operation: 'update', key: ['tenant', 'code'], key2: ['tenant', 'email'] },
    rows: ['1 a a@x 2', '1 b b@x 2'],
    rejects: ['3 not_in_table tenant, email 2, b@x'],
  },
  {
    name: 'a value too long for its index',
    ddl: 'create table odd (id int, code text unique)',
    text: `id;code\n1;a\n2;${Array.from({ length: 4000 }, (_, i) => (i * i * 7919).toString(36)).join('')}\n3;b`,
    rows: ['1 a', '3 b'],
    rejects: ['2 refused_by_table · ·'],
  },
  {
    name: 'a trigger with a code of its own',
    ddl: `create table odd (id int, n int);
      create function own() returns trigger language plpgsql as $$ begin if new.n < 0 then raise exception 'no' using errcode = '45000'; end if; if new.n = 0 then raise exception 'none' using errcode = 'no_data_found'; end if; return new; end $$;
      create trigger own before insert on odd for each row execute function own()`,
    text: 'id;n\n1;1\n2;-1\n3;0\n4;4',
    rows: ['1 1', '4 4'],
    rejects: ['2 refused_by_table · ·', '3 refused_by_table · ·'],
  },
  {
    name: 'keys that are equal though they are written differently',
    ddl: `create domain code as int; create table odd (id code primary key, n int)`,
    text: 'id;n\n1;1\n01;2\n2;1',
    settings: { operation: 'upsert', key: ['id'], doubles: 'update' },
    rows: ['1 2', '2 1'],
    rejects: [],
  },
  {
    name: 'keys that are equal by the rules of a language',
    ddl: `create collation if not exists any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false); create table odd (id text collate any_case primary key, n int)`,
    text: 'id;n\na;1\nA;2\nb;1',
    settings: { operation: 'upsert', key: ['id'], doubles: 'update' },
    rows: ['a 2', 'b 1'],
    rejects: [],
  },
  {
    name: 'texts by another name keep their blanks',
    ddl: `create schema if not exists apart; create domain apart.label as text; create table odd (id int, name apart.label not null)`,
    text: 'id;name\n1;" a "\n2;""',
    rows: ['1  a ', '2 '],
    rejects: [],
  },
  {
    name: 'a child table with the same key',
    ddl: 'create table odd (id int primary key, n int check (n > 0)); create table heir () inherits (odd); insert into heir values (1, 1)',
    text: 'id;n\n1;2\n2;-1',
    rows: ['1 1', '1 2'],
    rejects: ['2 check n -1'],
  },
  {
    name: 'rules that wait for the end of a transaction, indexes that treat nothing as equal, indexes with more',
    ddl: 'create table odd (id int unique deferrable initially deferred, n int unique nulls not distinct, m int); create unique index on odd (m) include (n)',
    text: 'id;n;m\n1;;1\n2;;2\n1;3;3\n4;4;1\n5;5;5',
    rows: ['1 · 1', '5 5 5'],
    rejects: ['2 unique n ·', '3 unique id 1', '4 unique m 1'],
  },
]

const CLEAN = `drop table if exists heir, odd, cities cascade; drop function if exists fit, no_ones, own cascade; drop domain if exists code, apart.label cascade`

test.for(CASES)('$name', { timeout: 20_000 }, async (given, { worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { sql, db } = connection
  await sql.unsafe(`${CLEAN}; ${given.ddl}`)
  for (const commit of ['as_it_goes', 'all_or_nothing'] as const) {
    if (commit === 'all_or_nothing') await sql.unsafe(`${CLEAN}; ${given.ddl}`)
    const job = await importByName(context, 'odd', given.text, { ...given.settings, commit })
    const told = (await listJournal(db, job.id)).entries.filter(({ level }) => level !== 'info').map(({ code, detail }) => [code, detail])
    expect(told).toEqual([])
    const rows = (await sql.unsafe('select * from odd').values()).map((row) => row.map((value: unknown) => value ?? '·').join(' '))
    expect(rows.sort()).toEqual(given.rows)
    const rejects = await readRejects(db, job.id)
    expect(rejects.map(({ record, code, column, value }) => `${record} ${code} ${column ?? '·'} ${value ?? '·'}`)).toEqual(given.rejects)
    expect(job.success + job.rejects + job.doubles + job.duplicates).toBe(given.text.split('\n').length - 1)
  }
})

test.for([false, true])('a trigger that keeps rows out, with one that is refused: %s', async (refused, { worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { sql, db } = connection
  await sql.unsafe(`${CLEAN}; create table odd (id int, n int check (n < 9));
    create function own() returns trigger language plpgsql as $$ begin if new.n < 0 then return null; end if; return new; end $$;
    create trigger own before insert on odd for each row execute function own()`)
  const text = `id;n\n1;1\n2;-1\n3;-3\n4;4${refused ? '\n5;9' : ''}`
  const job = await importByName(context, 'odd', text)
  expect(job).toMatchObject({ status: 'finished', success: 4, rejects: refused ? 1 : 0, warnings: 2 })
  const told = (await listJournal(db, job.id)).entries.filter(({ level }) => level === 'warning')
  expect(told).toMatchObject([{ code: 'import.kept_out', params: { first: 1, last: refused ? 5 : 4, count: 2 } }])
  expect((await sql`select id from odd order by id`).map(({ id }) => id)).toEqual([1, 4])
})
