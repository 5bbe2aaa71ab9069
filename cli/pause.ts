import { stopCommand } from '#cli/stop-job.ts'
import { pauseJob } from '#jobs/pause.ts'

/** `pause ID` */
export default (args: string[]) => stopCommand(args, pauseJob, 'paused')
