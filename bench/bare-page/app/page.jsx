import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL, { max: 10 })

export const dynamic = 'force-dynamic'

/** The least that shows the same fifty rows: no language, no address, nothing to click, nothing live. */
export default async function Page() {
  const jobs = await sql`select * from quayside.jobs order by id desc limit 50`
  return (
    <table>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <td>{job.status}</td>
            <td>{job.label}</td>
            <td>{job.kind}</td>
            <td>{job.started_at?.toISOString()}</td>
            <td>{job.finished_at?.toISOString()}</td>
            <td>{job.active_ms}</td>
            <td>{job.total === null ? null : job.processed / job.total}</td>
            <td>{job.rejects}</td>
            <td>{job.owner}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
