import { findTemplate } from '#jobs/find-template.ts'
import { whoActs } from '#lib/context.ts'
import { database } from '#lib/server.ts'

/** What a template is called, for whoever may use it. */
export async function GET(_request: Request, { params }: RouteContext<'/api/templates/[templateId]'>): Promise<Response> {
  const template = await findTemplate(database(), await whoActs(), Number((await params).templateId))
  if (!template) return new Response(null, { status: 404 })
  return Response.json({ name: template.name }, { headers: { 'cache-control': 'no-store' } })
}
