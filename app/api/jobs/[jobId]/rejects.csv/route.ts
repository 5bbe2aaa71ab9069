import { downloadRejects } from '#app/api/jobs/[jobId]/rejects/download.ts'

export const GET = (request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects.csv'>) => downloadRejects(request, params, 'csv')
