import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { env, ROOT } from '#lib/env.ts'

export type Answer = { code: number; out: string; err: string }

/** Runs the command line as a person does, on the database at `url`. */
export function quayside(url: string, ...args: string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/main.ts'), ...args], {
      env: { ...process.env, DATABASE_URL: url, INIT_CWD: env.dataDir },
    })
    const answer: Answer = { code: 0, out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      answer.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      answer.err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...answer, code: code ?? 1 }))
  })
}
