import { readArguments, readJobId } from '#cli/arguments.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { repairAndRetry } from '#engine/repair-rejects.ts'
import { type Repair, repair } from '#jobs/reject-repair.ts'
import { retryRejects } from '#jobs/retry-rejects.ts'

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const

/** `retry ID`: tries rejects again, all that are open or those that the options name, after the repairs that they name. */
export default async function retryCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(
    args,
    {
      ...{ reason: text, column: text, search: text, record: texts },
      ...{ set: texts, fill: texts, clear: texts, cut: texts, 'date-order': texts, 'decimal-sign': texts },
      ...{ 'drop-surplus': flag, 'fill-missing': flag, wait: flag, json: flag },
    },
    ['ID'],
  )
  const jobId = readJobId(words[0])
  const { reason: code, column, search, record } = values
  const selection = { code, column, search, records: record?.map(readJobId) }
  const repairs: Repair[] = [
    ...pairs('set', values.set).map(([name, value]) => read({ kind: 'set', column: name, value })),
    ...pairs('fill', values.fill).map(([name, value]) => read({ kind: 'fill', column: name, value })),
    ...(values.clear ?? []).map((name) => read({ kind: 'clear', column: name })),
    ...pairs('cut', values.cut).map(([name, length]) => read({ kind: 'cut', column: name, length: Number(length) })),
    ...pairs('date-order', values['date-order']).map(([name, order]) => read({ kind: 'date_order', column: name, order })),
    ...pairs('decimal-sign', values['decimal-sign']).map(([name, sign]) => read({ kind: 'decimal_sign', column: name, sign })),
    ...(values['drop-surplus'] ? [read({ kind: 'drop_surplus' })] : []),
    ...(values['fill-missing'] ? [read({ kind: 'fill_missing' })] : []),
  ]
  return withInstallation(async (installation) => {
    const { context } = installation
    const outcome =
      repairs.length > 0
        ? await repairAndRetry(context, { jobId, selection, repair: repairs })
        : await retryRejects(context, { jobId, selection })
    if (!outcome.ok) throw new NotDone(`job ${jobId} was not retried: ${refusalText(outcome.refusal)}`)
    if (values.wait) return waitForEnd(installation, jobId, values)
    await showJobNow(installation, jobId, values)
    return 0
  })
}

/** `COLUMN=VALUE`, each. */
function pairs(option: string, given: string[] = []): [string, string][] {
  return given.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError(`--${option} needs COLUMN=VALUE, not "${pair}"`)
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
}

function read(given: unknown): Repair {
  const found = repair.safeParse(given)
  if (found.success) return found.data
  throw new UsageError(`there is no such repair: ${JSON.stringify(given)}`)
}
