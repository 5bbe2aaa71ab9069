/** Wrong use of the command line: one line on stderr, exit code 2. */
export class UsageError extends Error {}

/** The command was understood and did not do what was asked: one line on stderr, exit code 1. */
export class NotDone extends Error {}
