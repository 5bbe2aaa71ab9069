import type { Connection } from '#db/client.ts'
import type { Control } from '#engine/control.ts'
import type { Lease } from '#jobs/lease.ts'

/** What a run of a job is given: the database, the lease that fences its writes, and the ear for those who want it to stop. */
export type Run = { connection: Connection; lease: Lease; control: Control }

/** `done`: nothing is left. `stopped`: the control asked for it; everything so far is in the checkpoint. */
export type RunResult = 'done' | 'stopped'
