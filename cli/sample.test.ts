import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { readOptions } from '#cli/sample.ts'
import { UsageError } from '#cli/usage.ts'

test.each<[string[], ReturnType<typeof readOptions>]>([
  [['--records', '10'], { records: 10, seed: 1, bad: 0 }],
  [['--records=2000000', '--seed', '42', '--bad', '0.01'], { records: 2_000_000, seed: 42, bad: 0.01 }],
])('%j', (args, options) => {
  expect(readOptions(args)).toEqual(options)
})

test.each([
  [[]],
  [['--records']],
  [['--records', 'many']],
  [['--records', '-5']],
  [['--records', '1.5']],
  [['--records', '10', '--seed', 'x']],
  [['--records', '10', '--bad', '2']],
  [['--records', '10', '--bad', '']],
  [['--records', '10', '--bad', 'some']],
  [['--records', '10', '--colour', 'red']],
  [['--records', '10', 'more']],
])('%j is wrong use', (args) => {
  expect(() => readOptions(args)).toThrow(UsageError)
})

const run = (args: string[]) =>
  spawn(
    process.execPath,
    ['--input-type=module', '-e', `import sample from '#cli/sample.ts'; process.exitCode = await sample(${JSON.stringify(args)})`],
    {
      cwd: new URL('..', import.meta.url),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )

test('all of it reaches a reader that takes its time', async () => {
  const child = run(['--records', '50000'])
  let lines = 0
  for await (const data of child.stdout) lines += String(data).split('\n').length - 1
  expect(lines).toBe(50_001)
})

test('a reader that has seen enough ends it quietly', async () => {
  const child = run(['--records', '100000000'])
  let complaint = ''
  child.stderr.on('data', (data) => {
    complaint += data
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const [code] = await once(child, 'close')
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
})
