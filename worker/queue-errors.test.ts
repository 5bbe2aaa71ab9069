import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { hearLateErrors } from '#worker/queue-errors.ts'

test('what the server says on a connection that pg-boss has let go of does not end the process', () => {
  const { Client } = createRequire(import.meta.resolve('pg-boss'))('pg') as { Client: new (config: object) => EventEmitter }
  const late = () => {
    const client = new Client({})
    let told = 0
    client.on('error', () => {
      told += 1
    })
    client.removeAllListeners()
    client.emit('error', new Error('terminating connection due to unexpected postmaster exit'))
    return told
  }
  expect(late).toThrow('postmaster')
  hearLateErrors()
  hearLateErrors()
  expect(late()).toBe(0)
  expect(new EventEmitter().removeAllListeners().listenerCount('error')).toBe(0)
})
