/** What the list's search looks through of a job, as one text. */
export const JOB_TEXT = `(label || ' ' || coalesce(file_name, '') || ' ' || coalesce(table_name, ''))`

/**
 * What the journal's search looks through of an entry, besides its code: the parameters' values as JSON, without their names,
 * which nobody reads, and the detail. The sentence itself is in the reader's catalog.
 */
export const ENTRY_TEXT = `(jsonb_path_query_array(params, '$.*')::text || ' ' || coalesce(detail, ''))`

/** Letters of the pieces of a text by which a longer part of it is found. */
export const PIECE = 7

/**
 * Three letters, of which the index below is made, may stand in every third job, as those of a date do, and to compare such long
 * lists takes a second; seven in a row are rare. All pieces of a job's text are in an index, and every fourth of what is searched
 * for is enough to look for.
 */
const PIECES = `
create or replace function quayside.pieces(text) returns text[] language sql immutable strict parallel safe as $pieces$
  select array(select substr(t, i, ${PIECE}) from (select lower($1) as t offset 0) l, generate_series(1, length(t) - ${PIECE - 1}) i)
$pieces$;
create or replace function quayside.some_pieces(text) returns text[] language sql immutable strict parallel safe as $pieces$
  select array(select substr(t, i, ${PIECE}) from (select lower($1) as t offset 0) l, generate_series(length(t) - ${PIECE - 1}, 1, -4) i)
$pieces$;
create index if not exists jobs_pieces on quayside.jobs using gin (quayside.pieces(${JOB_TEXT}));
`

const inQuotes = (sql: string) => sql.replaceAll("'", "''")

/**
 * Indexes by which any part of a text is found at size, made where the server has pg_trgm and lets us have it; without
 * them every search reads what it searches. The extension lives in our own schema, apart from the company's.
 */
export const SEARCH_INDEXES = `${PIECES}
do $$ declare operators text; begin
  if not exists (select from pg_extension where extname = 'pg_trgm') then
    create extension pg_trgm schema quayside;
  end if;
  select format('%I.gin_trgm_ops', nspname) into operators
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where extname = 'pg_trgm';
  execute format('create index if not exists jobs_text on quayside.jobs using gin (${inQuotes(JOB_TEXT)} %s)', operators);
  -- Whether a word is rare is told by samples of the texts, and a hundred of them do not tell.
  alter index quayside.jobs_text alter column 1 set statistics 1000;
  execute format('create index if not exists journal_entries_values on quayside.journal_entries using gin (${inQuotes(ENTRY_TEXT)} %s)', operators);
exception when insufficient_privilege or undefined_file or feature_not_supported then
  raise notice 'search works without an index: %', sqlerrm;
end $$;
`
