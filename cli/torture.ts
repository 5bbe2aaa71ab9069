import { readArguments } from '#cli/arguments.ts'
import { UsageError } from '#cli/usage.ts'
import { DISTURBANCES, type Disturbance, type DisturbanceName } from '#torture/disturbances.ts'
import { type TortureReport, torture } from '#torture/torture.ts'

const OPTIONS = {
  kills: { type: 'string', default: '100' },
  seed: { type: 'string' },
  minutes: { type: 'string' },
  only: { type: 'string' },
  import: { type: 'string' },
  parallel: { type: 'string', default: '4' },
  largest: { type: 'string', default: '60000' },
  json: { type: 'boolean' },
} as const

/** `torture`: random imports while everything around them is killed; 1 where one of them left anything else than an undisturbed one. */
export default async function tortureCommand(args: string[]): Promise<number> {
  const { values } = readArguments(args, OPTIONS, [])
  const seed = values.seed ?? String(Date.now())
  const only = values.only as DisturbanceName | undefined
  if (only && !Object.hasOwn(DISTURBANCES, only)) throw new UsageError(`--only is one of ${Object.keys(DISTURBANCES).join(', ')}`)
  const report = await torture({
    kills: count(values.kills, '--kills'),
    minutes: values.minutes === undefined ? Number.POSITIVE_INFINITY : count(values.minutes, '--minutes'),
    parallel: count(values.parallel, '--parallel'),
    largest: count(values.largest, '--largest'),
    ...(values.import === undefined ? {} : { import: count(values.import, '--import') }),
    ...(only ? { only } : {}),
    seed,
    print: (line) => void process.stderr.write(`${line}\n`),
  })
  process.stdout.write(values.json ? `${JSON.stringify({ seed, ...report })}\n` : tell(report, seed))
  return report.failures.length === 0 ? 0 : 1
}

function count(text: string, option: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new UsageError(`${option} ${text} is not a number above 0`)
  return value
}

function tell({ seconds, kills, disturbances, places, imports, audits, left, failures, folder }: TortureReport, seed: string): string {
  const lines = [
    `seed ${seed}: ${kills} kills struck a running import in ${seconds} s`,
    `${imports.compared} imports compared record by record with an undisturbed run, ${imports.cancelled} cancelled ones accounted for: ` +
      `${imports.records} records, ${imports.rejects} rejects, ${imports.retried} of them tried again, ${imports.paused} pauses, ${imports.started} starts, ${audits} audits in between`,
    '',
    '| disturbance | made | struck a running import |',
    '| --- | ---: | ---: |',
    ...Object.entries(DISTURBANCES as Record<string, Disturbance>).map(
      ([name, { about }]) => `| ${about} (\`${name}\`) | ${disturbances[name]?.made ?? 0} | ${disturbances[name]?.struck ?? 0} |`,
    ),
    '',
    '| where the imports stood that a kill struck | |',
    '| --- | ---: |',
    ...Object.entries(places)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([place, times]) => `| ${place} | ${times} |`),
    '',
    ...left.map((what) => `not done: ${what}`),
    ...failures.flatMap(({ import: number, what, settings }) => [
      `FAILED ${number === null ? '' : `import ${number} (again: npm run torture -- --seed ${seed} --import ${number})`}`,
      ...what.map((line) => `  - ${line}`),
      ...(settings ? [`  settings ${JSON.stringify(settings)}`] : []),
    ]),
    ...(folder ? [`everything is kept in ${folder}`] : ['no difference was found']),
  ]
  return `${lines.join('\n')}\n`
}
