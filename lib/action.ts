import 'server-only'
import type { z } from 'zod'
import type { Context } from '#jobs/context.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { context } from '#lib/context.ts'

/**
 * The one wrapper of server actions: who acts, what was sent, one verb, its outcome. What is unexpected is not caught: it
 * reaches the error page and the log.
 */
export function action<Input, Value, Refused>(
  schema: z.ZodType<Input>,
  verb: (context: Context, input: Input) => Promise<Outcome<Value, Refused>>,
) {
  return async (sent: Input): Promise<Outcome<Value, Refused | { code: 'invalid' }>> => {
    const input = schema.safeParse(sent)
    return input.success ? verb(await context(), input.data) : refused({ code: 'invalid' })
  }
}
