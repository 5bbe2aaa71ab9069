import { writeFile } from 'node:fs/promises'
import { describeMachine } from '#bench/machine.ts'
import { FULL, HUGE, QUICK, runScenarios, SCENARIOS } from '#bench/run.ts'
import { tableOf } from '#bench/table.ts'
import { readArguments } from '#cli/arguments.ts'
import { askedToStop } from '#cli/processes.ts'
import { UsageError } from '#cli/usage.ts'

const OPTIONS = {
  quick: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  memory: { type: 'boolean' },
  json: { type: 'string' },
} as const

/** `bench`: how fast imports are, beside other ways to do the same on this machine, on a database of its own. */
export default async function bench(args: string[]): Promise<number> {
  const { values } = readArguments(args, OPTIONS, [])
  const names = SCENARIOS.map(({ name }) => name)
  const unknown = values.only?.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new UsageError(`there is no scenario "${unknown}"; there are ${names.join(', ')}`)
  const scenarios = SCENARIOS.filter(({ name }) => values.only?.includes(name) ?? true)
  const size = { ...(values.quick ? QUICK : FULL), huge: values.memory ? HUGE : 0 }

  const stopping = askedToStop()
  const machine = describeMachine()
  const measured = await runScenarios(scenarios, size, { say: (line) => process.stderr.write(`${line}\n`), stopping })
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, size, measured }, null, 2)}\n`)
  const { cpus, cpu, memoryGB, node, at, load } = machine
  process.stdout.write(`${tableOf(measured)}\n\n${cpus} × ${cpu}, ${memoryGB} GB, Node ${node}, load ${load} before, ${at}\n`)
  process.exit(measured.length < scenarios.length || measured.some((one) => 'failure' in one) ? 1 : 0)
}
