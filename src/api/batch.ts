import type * as z from 'zod'
import { apiPath } from '#regions/permalink.ts'
import { answer } from './answers.ts'
import { batchBody } from './batch-input.ts'
import { queryParams, readParams, type ApiContext } from './context.ts'
import { findDescription, methodsOf, type RouteDescription } from './descriptions.ts'
import { ApiError, noRoute } from './errors.ts'
import { checkRequired, parseParams } from './input.ts'
import { enveloped } from './wrapping.ts'

type Entry = z.output<typeof batchBody>['requests'][number]

/** One request of a batch: what it asks of which route, or why it cannot be asked. */
interface Prepared {
  entry: Entry
  url: URL
  route: RouteDescription | null
  fault: ApiError | null
}

/** A request that another one brings along, answered as if it had come alone. */
export type Ask = (c: ApiContext, request: Request) => Response | Promise<Response>

/** POST batch/v1: writes one after the other, each with its own answer; with `require-all-validate` all of them or none. */
export async function batch(c: ApiContext, ask: Ask): Promise<Response> {
  const params = await readParams(c)
  checkRequired(batchBody, params)
  const { validation, requests } = parseParams(batchBody, params)
  const prepared = requests.map((entry) => prepare(c, entry))
  const isRefused = validation === 'require-all-validate' && prepared.some(({ fault }) => fault)
  if (isRefused) {
    const responses = prepared.map(
      ({ fault }) => fault && { body: fault.toBody(), status: fault.status, headers: [] },
    )
    return answer({ failed: 'validation', responses }, { status: 207 })
  }
  const responses: unknown[] = []
  // One after the other: a later one may need what an earlier one made.
  for (const one of prepared) responses.push(await answerOne(c, one, ask))
  return answer({ responses }, { status: 207 })
}

function prepare(c: ApiContext, entry: Entry): Prepared {
  const root = apiPath(c.var.region)
  const url = URL.parse(root + entry.path.replace(/^\//, ''), c.env.SITE_URL)
  const isBelow = entry.path.startsWith('/') && url?.pathname.startsWith(root)
  if (!url || !isBelow) {
    return { entry, url: new URL(c.env.SITE_URL), route: null, fault: noRoute() }
  }
  // Wrapping is for the answer as a whole.
  for (const name of ['_envelope', '_jsonp']) url.searchParams.delete(name)
  const path = url.pathname.slice(root.length - 1).replace(/\/$/, '')
  const route = findDescription(path)
  return { entry, url, route, fault: faultOf(entry, url, path, route) }
}

function faultOf(
  { method, body }: Entry,
  url: URL,
  path: string,
  route: RouteDescription | null,
): ApiError | null {
  const endpoint = route?.endpoints.find(({ methods }) => methods.includes(method))
  if (!route || !endpoint) return noRoute()
  if (!route.allowsBatch) {
    const message = 'The requested route does not support batch requests.'
    return new ApiError('rest_batch_not_allowed', message, 400)
  }
  const id = /\d+$/.exec(path)?.[0]
  const params = { ...queryParams(url.searchParams), ...body, ...(id && { id }) }
  try {
    checkRequired(endpoint.args, params)
    parseParams(endpoint.args, params)
    return null
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

async function answerOne(
  c: ApiContext,
  { entry, url, route, fault }: Prepared,
  ask: Ask,
): Promise<unknown> {
  const allow = route ? [...new Set(methodsOf(route, c.var.principal))].join(', ') : ''
  if (fault) {
    return {
      body: fault.toBody(),
      status: fault.status,
      headers: allow === '' ? [] : { Allow: allow },
    }
  }
  const request = new Request(url, {
    method: entry.method,
    headers: headersOf(c, entry),
    body: JSON.stringify(entry.body),
  })
  const response = await ask(c, request)
  const { headers, ...document } = await enveloped(response, ['Location', 'Allow'])
  return { ...document, headers: { ...(allow && { Allow: allow }), ...headers } }
}

/** Its own headers, sent by whoever sent the batch, from where that came. */
function headersOf(c: ApiContext, entry: Entry): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(entry.headers)) headers.set(name, String(value))
  for (const name of ['Authorization', 'CF-Connecting-IP']) {
    const own = c.req.header(name)
    if (own === undefined) headers.delete(name)
    else headers.set(name, own)
  }
  for (const name of ['Content-Length', 'Origin']) headers.delete(name)
  headers.set('Content-Type', 'application/json')
  return headers
}
