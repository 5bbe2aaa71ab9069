import type { Scenario } from '#bench/bench.ts'
import { draftImport, dropFile, expectCounters, start } from '#bench/import-job.ts'
import { median } from '#bench/measure.ts'
import { freshTable, settle } from '#bench/tables.ts'

const RECORDS = 100

/** Many small jobs, all started at once. */
export const queue: Scenario = {
  name: 'queue',
  async run({ installation, size, sample, say }) {
    const seconds: number[] = []
    for (let round = 0; round < Math.min(size.rounds, 3); round += 1) {
      await freshTable(installation, 'imported')
      const jobIds: number[] = []
      for (let job = 0; job < size.queued; job += 1)
        jobIds.push(await draftImport(installation, await sample({ records: RECORDS, firstId: job * RECORDS + 1 }), 'imported'))
      await settle(installation, 'imported')
      const finished = jobIds.map((jobId) => installation.events.until(jobId, 'finished'))
      const began = performance.now()
      await Promise.all(jobIds.map((jobId) => start(installation, jobId)))
      const ms = Math.max(...(await Promise.all(finished))) - began
      seconds.push(ms / 1000)
      say(`${size.queued} jobs in ${Math.round(ms)} ms`)
      for (const jobId of jobIds) {
        await expectCounters(installation, jobId, { total: RECORDS, success: RECORDS })
        await dropFile(installation, jobId)
      }
    }
    const what = `${size.queued.toLocaleString('en')} jobs of ${RECORDS} records started at once`
    return [{ what, unit: 'jobs/s', value: size.queued / median(seconds), aim: '≥ 10', runs: { seconds } }]
  },
}
