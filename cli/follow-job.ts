import type { Connection } from '#db/client.ts'
import { findJob } from '#jobs/find-job.ts'
import { type JobView, toJobView } from '#jobs/job-view.ts'
import { ENDED } from '#jobs/status.ts'

/** Every announcement is heard, but one that is lost with its connection must not hang a script. */
const READ_AGAIN_MS = 3000

/** Waits until the job has come to an end or is paused, and answers what it is then; undefined when it was deleted. */
export async function followJob({ db, sql }: Connection, jobId: number, onChange: (job: JobView) => void): Promise<JobView | undefined> {
  let heard = Promise.withResolvers<void>()
  const listening = await sql.listen('quayside_jobs', (payload) => {
    if ((JSON.parse(payload) as { id: number }).id === jobId) heard.resolve()
  })
  try {
    for (;;) {
      // Renewed before the job is read, so that a change after the reading is heard.
      heard = Promise.withResolvers()
      const job = await findJob(db, jobId)
      if (!job) return undefined
      const view = toJobView(job)
      if (ENDED[view.status] || view.status === 'paused') return view
      onChange(view)
      const late = setTimeout(heard.resolve, READ_AGAIN_MS)
      await heard.promise
      clearTimeout(late)
    }
  } finally {
    await listening.unlisten()
  }
}
