import { MOVES } from '#jobs/status.ts'

const pairs = MOVES.map((move) => `('${move.from}','${move.to}')`).join(', ')

/**
 * The database's own guard, written from MOVES at every migration: no update, not even one typed by hand, makes an illegal
 * move or forgets `status_since`. Besides, each change that a page shows is announced on `quayside_jobs`.
 */
export const MOVES_TRIGGER = `
create or replace function quayside.guard_move() returns trigger language plpgsql as $guard$
begin
  if (old.status::text, new.status::text) not in (${pairs}) then
    raise exception 'illegal move of job %: % to %', old.id, old.status, new.status
      using errcode = 'QS001', schema = 'quayside', table = 'jobs', column = 'status';
  end if;
  new.status_since := now();
  return new;
end $guard$;

create or replace function quayside.touch_job() returns trigger language plpgsql as $touch$
begin
  -- The clock, not the transaction's begin: a long transaction that commits last is the newer state of the job.
  new.updated_at := clock_timestamp();
  return new;
end $touch$;

create or replace function quayside.announce_job() returns trigger language plpgsql as $announce$
begin
  perform pg_notify('quayside_jobs', json_build_object('id', new.id, 'status', new.status, 'created', tg_op = 'INSERT')::text);
  return null;
end $announce$;

create or replace function quayside.announce_deleted() returns trigger language plpgsql as $announce$
begin
  perform pg_notify('quayside_jobs', json_build_object('id', old.id, 'status', null, 'created', false)::text);
  return null;
end $announce$;

create or replace trigger jobs_guard_move before update of status on quayside.jobs
  for each row when (old.status is distinct from new.status) execute function quayside.guard_move();
create or replace trigger jobs_touch before update on quayside.jobs
  for each row execute function quayside.touch_job();
create or replace trigger jobs_announce after insert on quayside.jobs
  for each row execute function quayside.announce_job();
create or replace trigger jobs_announce_change after update on quayside.jobs
  for each row when ((old.status, old.processed, old.held, old.total, old.label, old.lease_token, old.settings, old.rejects, old.discarded, old.retrying, old.errors, old.warnings)
    is distinct from (new.status, new.processed, new.held, new.total, new.label, new.lease_token, new.settings, new.rejects, new.discarded, new.retrying, new.errors, new.warnings))
  execute function quayside.announce_job();
create or replace trigger jobs_announce_deleted after delete on quayside.jobs
  for each row execute function quayside.announce_deleted();
`
