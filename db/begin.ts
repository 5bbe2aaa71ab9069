import type { Sql, TransactionSql } from 'postgres'
import { codeOf, LOST_CONNECTION } from '#db/error-code.ts'

type Begin = (options: string | Work, work?: Work) => Promise<unknown>
type Work = (sql: TransactionSql) => unknown

/** Never settles: the transaction's own end is told by the lost connection. */
const never = () => new Promise<never>(() => {})

/**
 * Makes `begin` safe against the loss of its connection. Left to itself the driver goes on with what is left of the
 * transaction: with no socket that ends the process, and with a new one the rest would count without its first half.
 */
export function guardTransactions(sql: Sql): void {
  const begin = sql.begin.bind(sql) as unknown as (options: string, work: Work) => Promise<unknown>
  const guarded: Begin = (options, work) => {
    const [settings, run] = typeof options === 'string' ? [options, work as Work] : ['', options]
    let lost: Error | undefined
    const transaction = begin(settings, async (transactionSql) => {
      const result = await Promise.resolve(run(whileThere(transactionSql, () => lost))).catch(async (error: unknown) => {
        // The driver rolls back what throws; what is gone is rolled back already.
        if (isLoss(error)) return never()
        throw error
      })
      return lost ? never() : result
    })
    return transaction.catch((error: unknown) => {
      if (isLoss(error)) lost = error
      throw error
    })
  }
  sql.begin = guarded as unknown as Sql['begin']
}

/** Passes on to the transaction as long as its connection is there; afterwards each query throws. */
function whileThere(sql: TransactionSql, lost: () => Error | undefined): TransactionSql {
  const check = () => {
    const error = lost()
    if (error) throw error
  }
  return new Proxy(sql, {
    apply(target, self, args) {
      check()
      return Reflect.apply(target as never, self, args)
    },
    get(target, name) {
      if (name === 'unsafe' || name === 'savepoint') check()
      return Reflect.get(target, name)
    },
  })
}

/** The connection itself is gone. */
const isLoss = (error: unknown): error is Error => LOST_CONNECTION.includes(codeOf(error))
