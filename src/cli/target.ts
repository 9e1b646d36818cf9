import ky, { HTTPError, TimeoutError, type KyInstance } from 'ky'
import * as z from 'zod'
import { regionRoot } from '#regions/permalink.ts'

/** The site refused or did not answer; the message is one line that says what was wrong and what to do. */
export class TargetError extends Error {
  /** 0 where nothing answered. */
  readonly status: number
  readonly code: string

  constructor(message: string, options: { status?: number; code?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'TargetError'
    this.status = options.status ?? 0
    this.code = options.code ?? ''
  }

  /** Whether every other request would end the same way, so that going on is of no use. */
  get isFinal(): boolean {
    return [0, 401, 403, 404].includes(this.status)
  }
}

/** Where a run writes: one region of a running site. */
export interface TargetOptions {
  /** `http://127.0.0.1:8787` */
  to: string
  /** Its path, ca; empty for the region at the root. */
  region: string
  /** `user:application password` */
  key: string
  /** How often a request is sent again after a fault of the site. */
  retries?: number
  /** Milliseconds that the first retry waits, doubled with each; for tests. */
  retryDelayMs?: number
  /** Called for each thing worth a line: a retry, a wait. */
  onNote?: (line: string) => void
}

type Query = Record<string, string | number | boolean | undefined>

/** The import API of one region. Every request may be sent again: the API's answers to a repeated one are the same. */
export interface Target {
  to: string
  region: string
  get<T>(answer: z.ZodType<T>, route: string, query?: Query): Promise<T>
  post<T>(answer: z.ZodType<T>, route: string, body: unknown, query?: Query): Promise<T>
  /** Stores a file below the uploads folder; how many bytes the site has of it now. */
  putFile(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<number>
  /** Bytes of a stored file, or null. */
  fileSize(file: string): Promise<number | null>
}

/** WordPress's shape of a refusal. */
const refusal = z.object({
  code: z.string(),
  message: z.string(),
  data: z.object({ params: z.record(z.string(), z.string()).optional() }).nullish(),
})

const stored = z.object({ bytes: z.number() })

/** The purge waits for the end of the run. */
const LATER = { purge: 'later' }

const FAULT_RETRIES = 4
const MAX_WAIT_MS = 15_000
/** A batch of pages with a long body each takes seconds on a laptop that does other things as well. */
const TIMEOUT_MS = 120_000

/** Opens the import API below `{to}/{region}/`; nothing is asked yet. */
export function openTarget(options: TargetOptions): Target {
  const to = options.to.replace(/\/+$/, '')
  let hasAnswered = false
  const client = ky.create({
    prefixUrl: `${to}${regionRoot({ path: options.region })}wp-json/meridian/v1/`,
    headers: { Authorization: `Basic ${Buffer.from(options.key).toString('base64')}` },
    timeout: TIMEOUT_MS,
    retry: retryPolicy(options, () => hasAnswered),
    hooks: {
      afterResponse: [
        () => {
          hasAnswered = true
        },
      ],
      beforeRetry: [
        ({ error, retryCount }) => {
          options.onNote?.(`${to}: ${reasonOf(error)}, asked again (${retryCount})`)
        },
      ],
    },
  })
  const place = { to, region: options.region }
  return {
    ...place,
    get: (answer, route, query) => ask(client, place, answer, 'get', route, { query }),
    post: (answer, route, body, query) =>
      ask(client, place, answer, 'post', route, { query, json: body }),
    async putFile(file, body) {
      return (await ask(client, place, stored, 'put', uploadRoute(file), { body, query: LATER }))
        .bytes
    },
    fileSize: (file) => fileSize(client, place, file),
  }
}

function retryPolicy(
  { retries = 6, retryDelayMs = 300 }: TargetOptions,
  hasAnswered: () => boolean,
) {
  return {
    limit: retries,
    methods: ['get', 'head', 'post', 'put'] as ('get' | 'head' | 'post' | 'put')[],
    statusCodes: [408, 425, 429, 500, 502, 503, 504],
    afterStatusCodes: [429, 503],
    maxRetryAfter: MAX_WAIT_MS,
    backoffLimit: MAX_WAIT_MS,
    delay: (attempt: number) => retryDelayMs * 2 ** (attempt - 1),
    retryOnTimeout: true,
    shouldRetry: ({ error, retryCount }: { error: Error; retryCount: number }) => {
      const isAnswer = error instanceof HTTPError
      // A fault of the site's own mostly comes again, and what never answered is not there; all else passes.
      if (isAnswer && error.response.status === 500 && retryCount > FAULT_RETRIES) return false
      return !isAnswer && !hasAnswered() && retryCount > 1 ? false : undefined
    },
  }
}

type Place = Pick<Target, 'to' | 'region'>

interface Sending {
  query?: Query | undefined
  json?: unknown
  body?: Uint8Array<ArrayBuffer>
}

async function ask<T>(
  client: KyInstance,
  place: Place,
  answer: z.ZodType<T>,
  method: 'get' | 'post' | 'put',
  route: string,
  { query, json, body }: Sending,
): Promise<T> {
  const text = await client(route, {
    method,
    ...(query && { searchParams: query }),
    ...(json !== undefined && { json }),
    ...(body && { body }),
  })
    .text()
    .catch(async (error: unknown) => {
      throw await toTargetError(error, place)
    })
  const parsed = answer.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new TargetError(
    `${place.to} answered ${method.toUpperCase()} ${route} with something else than Meridian does ` +
      `(${issue?.path.join('.') || 'the answer'}: ${issue?.message}): check --to, and that both are of one release.`,
    { cause: parsed.error },
  )
}

async function fileSize(client: KyInstance, place: Place, file: string): Promise<number | null> {
  const response = await client(uploadRoute(file), {
    method: 'head',
    throwHttpErrors: (status: number) => status !== 404,
  }).catch(async (error: unknown) => {
    throw await toTargetError(error, place)
  })
  if (response.status === 404) return null
  // Some servers leave Content-Length out where there is no body.
  const { headers } = response
  const length = headers.get('X-Content-Length') ?? headers.get('Content-Length')
  return length === null ? null : Number(length)
}

function uploadRoute(file: string): string {
  return `uploads/${file.split('/').map(encodeURIComponent).join('/')}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** In a few words, for a line about a retry. */
function reasonOf(error: unknown): string {
  if (error instanceof HTTPError) return `answered ${error.response.status}`
  if (error instanceof TimeoutError) return 'did not answer in time'
  return 'cut the connection'
}

async function toTargetError(error: unknown, { to, region }: Place): Promise<TargetError> {
  if (!(error instanceof HTTPError)) {
    const why = error instanceof TimeoutError ? 'in time ' : ''
    return new TargetError(`Nothing answers ${why}at ${to}: is the site running there?`, {
      cause: error,
    })
  }
  const { status } = error.response
  const body = refusal.safeParse(await error.response.json().catch(() => null))
  const code = body.success ? body.data.code : ''
  return new TargetError(wordsFor(status, body.success ? body.data : null, to, region), {
    status,
    code,
    cause: error,
  })
}

/** One line for a refusal: what the site said, and what to do where that is known. */
function wordsFor(
  status: number,
  body: z.output<typeof refusal> | null,
  to: string,
  region: string,
): string {
  if (body === null) {
    return `${to}/${region}/ answers ${status} and is no site of Meridian's: check --to and --region.`
  }
  if (status === 401) {
    return `The site refused the key (401): write --key user:password with an application password that npm run keys made.`
  }
  if (status === 404 && body.code === 'rest_no_route') {
    return `There is no region ${region} at ${to}: check --region, or make the region first.`
  }
  const words = [body.message, ...Object.values(body.data?.params ?? {})].join(' ')
  return `The site refused with ${status}: ${words} (${body.code})`
}
