import 'server-only'
import { cache } from 'react'
import { showJob } from '#jobs/show-job.ts'
import { whoActs } from '#lib/context.ts'
import { database } from '#lib/server.ts'

/** The job of an address, read once a request however many parts of the page ask; undefined where there is none. */
export const jobDetails = cache(async (jobId: string) =>
  /^[1-9]\d{0,14}$/.test(jobId) ? showJob({ db: database(), actor: await whoActs() }, Number(jobId)) : undefined,
)
