import { stopCommand } from '#cli/stop-job.ts'
import { cancelJob } from '#jobs/cancel.ts'

/** `cancel ID` */
export default (args: string[]) => stopCommand(args, cancelJob, 'cancelled')
