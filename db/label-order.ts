/**
 * How people look for labels and names: accents and capitals beside the plain letter, numbers by their size. Where the server has no
 * ICU, labels stand by their characters' codes; the collation is ours, so that queries need not know.
 */
export const LABEL_COLLATION = 'quayside.labels'

export const LABEL_ORDER = `
do $$ begin
  if not exists (select from pg_collation c join pg_namespace n on n.oid = c.collnamespace where n.nspname = 'quayside' and collname = 'labels') then
    begin
      create collation ${LABEL_COLLATION} (provider = icu, locale = 'und-u-kn-true');
    exception when feature_not_supported or undefined_object or invalid_parameter_value then
      create collation ${LABEL_COLLATION} from "C";
    end;
  end if;
end $$;
create index if not exists jobs_label on quayside.jobs (label collate ${LABEL_COLLATION}, id);
create index if not exists jobs_owner_name on quayside.jobs (owner collate ${LABEL_COLLATION}, id);
`
