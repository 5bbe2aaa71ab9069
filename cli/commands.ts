/** A command gets the words after its name and answers with the exit code: 0 done, 1 not done, 2 wrong use. */
export type Command = (args: string[]) => Promise<number>

type Entry = { usage: string; about: string; load: (args: string[]) => Promise<{ default: Command }> }

export const COMMANDS: Record<string, Entry> = {
  start: {
    usage: 'start [ID [--wait] [--json]]',
    about: 'start Quayside; with a job number: start or resume that job',
    // `npm start` starts the installation, a job number makes it the verb of the pages.
    load: (args) => (args.length > 0 ? import('#cli/start-job.ts') : import('#cli/start.ts')),
  },
  dev: { usage: 'dev', about: 'start Quayside with pages that are compiled when asked for', load: () => import('#cli/dev.ts') },
  web: { usage: 'web', about: 'start the web process alone', load: () => import('#cli/web.ts') },
  worker: { usage: 'worker', about: 'start a worker alone', load: () => import('#cli/worker.ts') },
  import: {
    usage: 'import FILE --into [SCHEMA.]TABLE [--create] [--label TEXT] [SETTINGS] [--no-start] [--wait] [--json]',
    about: [
      'import a file into a table; --create makes the table from what was detected. SETTINGS, see docs/settings.md:',
      '--settings FILE.json --encoding NAME --separator SIGN --no-header --sheet NAME --member NAME',
      '--operation insert|update|upsert|reconcile|delete --key COLUMN,… --key2 COLUMN,…',
      '--doubles update|reject|ignore --duplicates update|ignore|reject --commit as_it_goes|all_or_nothing',
    ].join('\n        '),
    load: () => import('#cli/import.ts'),
  },
  export: {
    usage: 'export [SCHEMA.]TABLE [--to FILE] [--format csv|jsonl] [--separator SIGN] [--bom] [--label TEXT] [--wait] [--json]',
    about: 'export a table as CSV or JSON lines; --to waits for the end and writes FILE',
    load: () => import('#cli/export.ts'),
  },
  list: {
    usage: 'list [--status CODE] [--search TEXT] [--before ID] [--json]',
    about: 'list jobs, newest first',
    load: () => import('#cli/list.ts'),
  },
  show: { usage: 'show ID [--json]', about: 'show a job with its files and moves', load: () => import('#cli/show.ts') },
  pause: { usage: 'pause ID [--reason TEXT] [--json]', about: 'pause a job', load: () => import('#cli/pause.ts') },
  cancel: { usage: 'cancel ID [--reason TEXT] [--json]', about: 'cancel a job for good', load: () => import('#cli/cancel.ts') },
  delete: {
    usage: 'delete ID [--json]',
    about: 'delete a job that is over or never ran, with its journal, rejects and files',
    load: () => import('#cli/delete.ts'),
  },
  'run-again': {
    usage: 'run-again ID [--no-start] [--wait] [--json]',
    about: 'start a new job with the file and the settings of this one',
    load: () => import('#cli/run-again.ts'),
  },
  journal: {
    usage: 'journal ID [--locale fr]',
    about: 'print the journal of a job, as codes or as sentences of a language',
    load: () => import('#cli/journal.ts'),
  },
  rejects: {
    usage: 'rejects ID [--state STATE] [--csv] [--locale fr]',
    about: 'print the refused records of a job with their reasons',
    load: () => import('#cli/rejects.ts'),
  },
  retry: {
    usage: 'retry ID [--reason CODE] [--column NAME] [--search TEXT] [--record N]… [REPAIR]… [--wait] [--json]',
    about: [
      'try the open rejects of a job again, or those of a reason, a column, with a text, of a number. REPAIR, what is done to them before:',
      '--set COLUMN=VALUE --fill COLUMN=VALUE --clear COLUMN --cut COLUMN=LENGTH',
      '--date-order COLUMN=dmy|mdy|ymd --decimal-sign COLUMN=SIGN --drop-surplus --fill-missing',
    ].join('\n        '),
    load: () => import('#cli/retry.ts'),
  },
  workers: { usage: 'workers [--json]', about: 'list the workers that are there', load: () => import('#cli/workers.ts') },
  'database-url': {
    usage: 'database-url',
    about: 'print the address of the database, for psql and other tools',
    load: () => import('#cli/database-url.ts'),
  },
  sample: {
    usage: 'sample --records N [--seed N] [--bad SHARE]',
    about: 'write invented records as CSV, good and bad ones',
    load: () => import('#cli/sample.ts'),
  },
  bench: {
    usage: 'bench [--quick] [--only SCENARIO]… [--records N] [--rounds N] [--memory] [--json FILE]',
    about: 'measure imports beside other ways to do the same, on a database of its own; --memory takes a file of 5 GB too',
    load: () => import('#cli/bench.ts'),
  },
  verify: {
    usage: 'verify',
    about: 'check format, lint, types, unused code and message catalogs, without a database',
    load: () => import('#cli/verify.ts'),
  },
  test: { usage: 'test', about: 'run every check and test, with a database and ports of its own', load: () => import('#cli/test.ts') },
  torture: {
    usage: 'torture [--kills N] [--seed S] [--minutes M] [--only NAME] [--import NUMBER] [--parallel N] [--largest RECORDS] [--json]',
    about: 'kill everything around random imports, and compare what they leave with undisturbed ones',
    load: () => import('#cli/torture.ts'),
  },
  help: { usage: 'help', about: 'print this list', load: () => import('#cli/help.ts') },
}
