import { setTimeout as delay } from 'node:timers/promises'
import type { Connection, Sql } from '#db/client.ts'
import type { Control } from '#engine/control.ts'
import { isConnectionLoss, misreadColumn, TypeChanged } from '#engine/problem.ts'
import { BINARY, type RowFormat, TEXT } from '#engine/row-format.ts'

/** One connection of a run's own, whose statement in flight can be ended from outside. */
export type Session = { sql: Sql; close: () => void }

/** Milliseconds between two attempts to end what a session does. */
const CANCEL_MS = 100

/**
 * Opens a connection; when the run's grace is over, the statement it is in is cancelled, and so are those that follow: the
 * first attempt may come between two of them.
 */
async function openSession({ single, sql: pool }: Connection, control: Control): Promise<Session> {
  const sql = single()
  try {
    const [row] = await sql<
      { pid: number }[]
    >`select pg_backend_pid() as pid, set_config('application_name', ${control.sessionName}, false)`
    const pid = row?.pid ?? 0
    let cancelling: NodeJS.Timeout | undefined
    const cancel = () => {
      const own = pool`select pg_cancel_backend(pid) from pg_stat_activity where pid = ${pid} and application_name = ${control.sessionName}`
      own.catch(() => {})
    }
    const begin = () => {
      cancel()
      cancelling = setInterval(cancel, CANCEL_MS)
    }
    control.force.addEventListener('abort', begin)
    // Nobody waits for the run any more: what it still asks is answered with an error, and it comes to its end.
    control.letGo.then(() => {
      clearInterval(cancelling)
      sql.end({ timeout: 0 }).catch(() => {})
    })
    return {
      sql,
      close() {
        control.force.removeEventListener('abort', begin)
        clearInterval(cancelling)
        sql.end({ timeout: 1 }).catch(() => {})
      },
    }
  } catch (error) {
    sql.end({ timeout: 0 }).catch(() => {})
    throw error
  }
}

/**
 * Runs `work` with a session, again and again as long as it fails because the database is away. Whoever comes back reads
 * from the database how far it had come. Ends without doing it when the run is asked to stop meanwhile.
 * @param onLoss told once, when the connection was lost and is there again
 */
export async function withSession(
  connection: Connection,
  control: Control,
  work: (session: Session) => Promise<void>,
  onLoss: () => Promise<void>,
): Promise<void> {
  let pause = 100
  let lost = false
  for (;;) {
    let session: Session | undefined
    try {
      session = await openSession(connection, control)
      if (lost) await onLoss()
      lost = false
      await work(session)
      return
    } catch (error) {
      if (!isConnectionLoss(error)) throw error
      if (control.stopping) return
      lost = true
    } finally {
      session?.close()
    }
    await Promise.race([delay(pause), control.asked])
    pause = Math.min(pause * 2, 2000)
  }
}

/**
 * Runs `work` in a transaction of the session. `true` commits, `false` rolls back, as does an error; but nothing is sent to a
 * connection that was lost, since the driver would wait for its answer for ever.
 */
export async function inTransaction(sql: Sql, begin: string, work: () => Promise<boolean>): Promise<boolean> {
  await sql.unsafe(begin)
  try {
    const keep = await work()
    await sql.unsafe(keep ? 'commit' : 'rollback')
    return keep
  } catch (error) {
    if (!isConnectionLoss(error)) await sql.unsafe('rollback').catch(() => {})
    throw error
  }
}

/** The driver's query, with the settlers that it keeps on itself. */
type Settled = { reject: (error: Error) => void; resolve: (answer: unknown) => void }

/**
 * Sends rows, written in `format`. Ends when the server has taken or refused them all.
 * @returns how many it wrote: triggers may keep some out
 * @throws TypeChanged when a column cannot make sense of a binary value
 */
export async function copyIn(sql: Sql, statement: string, rows: Buffer, format: RowFormat = TEXT): Promise<number> {
  const query = sql.unsafe(statement + format.options)
  const copied = Promise.withResolvers<number>()
  // A statement that is refused before it takes a row throws below, and nobody waits for this any more.
  copied.promise.catch(() => {})
  // The driver tells the stream of an error only until all rows are sent. What the server finds at the end (a foreign key, the
  // last row's duplicate) it tells the query alone, whose promise is settled by then.
  const settled = query as unknown as Settled
  const rejectQuery = settled.reject
  settled.reject = (error) => {
    copied.reject(error)
    rejectQuery(error)
  }
  // The query is answered twice: with the stream, and in the end with what became of the rows.
  const resolveQuery = settled.resolve
  settled.resolve = (answer) => {
    if (Array.isArray(answer)) copied.resolve((answer as unknown as { count: number }).count)
    resolveQuery(answer)
  }
  const stream = await query.writable()
  stream.on('error', copied.reject)
  let at = 0
  const send = () => {
    while (at < rows.length) {
      const end = Math.min(at + 65_536, rows.length)
      const more = stream.write(rows.subarray(at, end))
      at = end
      if (!more) {
        stream.once('drain', send)
        return
      }
    }
    stream.end(format.trailer)
  }
  stream.write(format.header)
  send()
  return copied.promise.catch((error) => {
    const column = format === BINARY ? misreadColumn(error) : undefined
    throw column === undefined ? error : new TypeChanged(column, error)
  })
}

/** What a `COPY … TO STDOUT` sends, piece by piece, no faster than it is taken. */
export async function* copyOut(sql: Sql, statement: string): AsyncGenerator<Buffer> {
  const stream = await sql.unsafe(statement).readable()
  yield* stream as AsyncIterable<Buffer>
  // Where the last piece filled the buffer, the driver has stopped the socket and, the stream being at its end, is never
  // asked to go on: the server's "done" would wait for ever.
  stream._read(0)
}
