import { createServer, connect as netConnect, type Socket } from 'node:net'

/** A stretch of network between workers and database that can be cut and frozen. */
export type Network = {
  url: string
  /** How many connections go over it. */
  size: () => number
  /**
   * Takes the connections chosen away from the workers at once; what they sent in their last milliseconds reaches the
   * database later, as packets do that were under way.
   */
  cut: (choose: () => boolean, times: { holdMs: number; lateMs: number }) => number
  /**
   * Cuts the next connection that sends the end of a transaction of an import, at that very moment; the database hears of it
   * later, or never. `struck` is called then.
   */
  cutAtCommit: (lateMs: number | 'never', struck?: () => void) => void
  /** Nothing goes either way for a while, then all of it. */
  freeze: (ms: number) => void
  stop: () => void
}

type Line = { client: Socket; server: Socket; heldUp: Buffer[] | null; heldDown: Buffer[] | null }

/** The simple query by which a lane ends its transaction; what else commits has other words for it. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1')

/** Listens on a free port and hands on to the database at `url`. */
export async function layNetwork(url: string): Promise<Network> {
  const to = new URL(url)
  const lines = new Set<Line>()
  let frozen = false
  let atCommit: { lateMs: number | 'never'; struck: () => void } | undefined
  const listener = createServer({ noDelay: true }, (client) => {
    const server = netConnect({ host: to.hostname, port: Number(to.port), noDelay: true })
    const line: Line = { client, server, heldUp: frozen ? [] : null, heldDown: frozen ? [] : null }
    lines.add(line)
    client.on('data', (data) => {
      if (line.heldUp) line.heldUp.push(data)
      else if (atCommit && data.includes(COMMIT)) {
        const { lateMs, struck } = atCommit
        atCommit = undefined
        line.heldUp = [data]
        cut(line, lateMs === 'never' ? [] : line.heldUp, lateMs === 'never' ? 0 : lateMs)
        struck()
      } else if (!server.write(data)) client.pause()
    })
    server.on('data', (data) => {
      if (line.heldDown) line.heldDown.push(data)
      else if (!client.write(data)) server.pause()
    })
    server.on('drain', () => client.resume())
    client.on('drain', () => server.resume())
    client.on('error', () => client.destroy())
    server.on('error', () => server.destroy())
    // What is cut says its last words to the database later.
    client.on('close', () => line.heldUp ?? server.end())
    server.on('close', () => {
      lines.delete(line)
      client.destroy()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const own = new URL(url)
  own.port = String(typeof address === 'object' ? address?.port : '')
  return {
    url: own.href,
    size: () => lines.size,
    cut(choose, { holdMs, lateMs }) {
      const chosen = [...lines].filter((line) => line.heldUp === null && choose())
      for (const line of chosen) {
        const held: Buffer[] = []
        line.heldUp = held
        setTimeout(() => cut(line, held, lateMs), holdMs)
      }
      return chosen.length
    },
    cutAtCommit(lateMs, struck = () => {}) {
      atCommit = { lateMs, struck }
    },
    freeze(ms) {
      if (frozen) return
      frozen = true
      const chosen = [...lines].filter((line) => line.heldUp === null)
      for (const line of chosen) [line.heldUp, line.heldDown] = [[], []]
      setTimeout(() => {
        frozen = false
        for (const line of lines) {
          if (line.heldDown === null) continue
          const [up, down] = [line.heldUp ?? [], line.heldDown]
          line.heldUp = null
          line.heldDown = null
          for (const data of up) line.server.write(data)
          for (const data of down) line.client.write(data)
          if (line.client.destroyed) line.server.end()
        }
      }, ms)
    },
    stop() {
      listener.close()
      for (const { client, server } of lines) {
        client.destroy()
        server.destroy()
      }
    },
  }
}

/** The client is gone now; what it had sent arrives later. */
function cut({ client, server }: Line, held: Buffer[], lateMs: number): void {
  client.destroy()
  setTimeout(() => {
    for (const data of held) server.write(data)
    server.end()
  }, lateMs)
}
