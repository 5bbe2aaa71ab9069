import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'

let heard = false

/**
 * pg-boss takes all listeners off the connection by which it listens before it lets go of it. What the server says on it
 * afterwards, as that it restarts, is an error that nobody hears, and would end the process: from now on somebody does.
 * Nothing is lost by that; pg-boss has told of the connection already.
 */
export function hearLateErrors(): void {
  if (heard) return
  heard = true
  const { Client } = createRequire(import.meta.resolve('pg-boss'))('pg') as { Client: { prototype: EventEmitter } }
  const { removeAllListeners } = Client.prototype
  Client.prototype.removeAllListeners = function (this: EventEmitter, ...names) {
    removeAllListeners.apply(this, names)
    return names.length === 0 || names[0] === 'error' ? this.on('error', () => {}) : this
  }
}
