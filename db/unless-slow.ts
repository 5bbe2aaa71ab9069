import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { isCancelled } from '#db/error-code.ts'

/** What `work` answers, or undefined if one of its statements takes longer than `ms`; it must change nothing. */
export async function unlessSlow<Value>(tx: Tx, ms: number, work: (tx: Tx) => Promise<Value>): Promise<Value | undefined> {
  try {
    return await tx.transaction(async (own) => {
      await own.execute(sql.raw(`set local statement_timeout = ${ms}`))
      return work(own)
    })
  } catch (error) {
    if (isCancelled(error)) return undefined
    throw error
  }
}
