import { writeFile } from 'node:fs/promises'
import type { Size } from '#bench/bench.ts'
import { describeMachine } from '#bench/machine.ts'
import { FULL, HUGE, QUICK, runScenarios, SCENARIOS } from '#bench/run.ts'
import { tableOf } from '#bench/table.ts'
import { readArguments } from '#cli/arguments.ts'
import { buildIfNeeded } from '#cli/build.ts'
import { askedToStop } from '#cli/processes.ts'
import { UsageError } from '#cli/usage.ts'

const OPTIONS = {
  quick: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  records: { type: 'string' },
  rounds: { type: 'string' },
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
  const usual = values.quick ? QUICK : FULL
  const size: Size = {
    ...usual,
    records: count('--records', values.records) ?? usual.records,
    rounds: count('--rounds', values.rounds) ?? usual.rounds,
    huge: values.memory ? HUGE : 0,
  }

  if (scenarios.some(({ pages }) => pages)) await buildIfNeeded()
  const stopping = askedToStop()
  const machine = describeMachine()
  const measured = await runScenarios(scenarios, size, { say: (line) => process.stderr.write(`${line}\n`), stopping })
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, size, measured }, null, 2)}\n`)
  const { cpus, cpu, memoryGB, node, at, load } = machine
  process.stdout.write(`${tableOf(measured)}\n\n${cpus} × ${cpu}, ${memoryGB} GB, Node ${node}, load ${load} before, ${at}\n`)
  process.exit(measured.length < scenarios.length || measured.some((one) => 'failure' in one) ? 1 : 0)
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name} ${text} is not a number of at least 1`)
  return Number(text)
}
