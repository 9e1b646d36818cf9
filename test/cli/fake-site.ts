import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { importDocument, type ImportDocument } from '#content/import-document.ts'

// The import API of one region over node:http, as far as a run sees it: no database, no cleaning.

const KEY = 'admin:a long enough password'

export interface FakeSite {
  origin: string
  key: string
  articles: Map<number, { digest: string; document: ImportDocument; isEdited: boolean }>
  files: Map<string, Buffer>
  /** `POST import/batch` and so on, in order. */
  requests: string[]
  /** Media rows that lack files. */
  missing: {
    id: number
    file: string
    source_url: string
    files: { file: string; url: string }[]
  }[]
  /** What goes wrong: an HTTP status, or a connection that is cut; null for a request that is served. */
  trouble: (request: string) => number | 'cut' | null
  /** Articles that are refused, with the status and the words. */
  refused: Map<number, { status: number; message: string }>
  deadLinks: Set<string>
  close(): Promise<void>
}

export async function openFakeSite(): Promise<FakeSite> {
  const server = createServer((request, response) => {
    void serve(site, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const site: FakeSite = {
    origin: `http://127.0.0.1:${port}`,
    key: KEY,
    articles: new Map(),
    files: new Map(),
    requests: [],
    missing: [],
    trouble: () => null,
    refused: new Map(),
    deadLinks: new Set(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return site
}

async function serve(site: FakeSite, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '', site.origin)
  const route = url.pathname.replace('/ca/wp-json/meridian/v1/', '')
  const name = `${request.method} ${route}`
  const trouble = site.trouble(name)
  site.requests.push(name)
  if (trouble === 'cut') return request.destroy()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const refuse = (status: number, code: string, message = code) =>
    send(status, { code, message, data: { status } })
  if (trouble !== null) return refuse(trouble, 'trouble')
  if (!url.pathname.startsWith('/ca/wp-json/meridian/v1/')) return refuse(404, 'rest_no_route')
  const signed = `Basic ${Buffer.from(KEY).toString('base64')}`
  if (request.headers.authorization !== signed) return refuse(401, 'incorrect_password')
  const bytes = Buffer.concat(chunks)
  if (route.startsWith('uploads/')) {
    const file = decodeURIComponent(route.slice('uploads/'.length))
    if (request.method === 'PUT') {
      site.files.set(file, bytes)
      return send(201, { file, bytes: bytes.length })
    }
    const stored = site.files.get(file)
    response.writeHead(stored ? 200 : 404, stored && { 'Content-Length': stored.length })
    return response.end()
  }
  const body: Record<string, unknown> = bytes.length > 0 ? JSON.parse(bytes.toString()) : {}
  return answer(site, route, body, url, send, refuse)
}

function answer(
  site: FakeSite,
  route: string,
  body: Record<string, unknown>,
  url: URL,
  send: (status: number, body: unknown) => void,
  refuse: (status: number, code: string, message?: string) => void,
) {
  const isForced = url.searchParams.get('force') === '1'
  switch (route) {
    case 'export/site':
      return send(200, {
        title: 'A',
        url: `${site.origin}/ca/`,
        language: 'en-CA',
        timezone: 'UTC',
      })
    case 'import/state': {
      const items = body.items as { id: number; digest: string; modified_at: number }[]
      return send(200, {
        items: items.map((item) => ({ id: item.id, state: stateOf(site, item) })),
      })
    }
    case 'import/batch': {
      const results = (body.documents as ImportDocument[]).map((raw) => {
        const refusal = site.refused.get(raw.article.id)
        if (refusal) {
          const { status, message } = refusal
          return { status, error: { code: 'refused', message, data: { status } } }
        }
        return { status: 200, body: take(site, raw, isForced) }
      })
      return send(200, { results })
    }
    case 'import': {
      const document = body as unknown as ImportDocument
      const refusal = site.refused.get(document.article.id)
      if (refusal) return refuse(refusal.status, 'refused', refusal.message)
      return send(200, take(site, document, isForced))
    }
    case 'import/terms':
    case 'import/authors':
    case 'import/media': {
      if (url.searchParams.get('stored') === 'false') {
        const items = site.missing.filter(({ files }) =>
          files.some(({ file }) => !site.files.has(file)),
        )
        return send(200, { items, next: null })
      }
      const items = Object.values(body)[0] as { id: number }[]
      return send(200, { results: items.map(({ id }) => ({ id, action: 'created' })) })
    }
    case 'import/navigation':
      return send(200, { location: body.location, items: 1, action: 'created' })
    case 'import/addresses':
      return send(200, {
        results: (body.paths as string[]).map((path) => ({
          path,
          leads_to: site.deadLinks.has(path) ? null : 'article',
        })),
      })
    case 'import/reclean':
      return send(200, { results: [], next: null })
    case 'import/finish':
      return send(200, { purged: true })
    default:
      return refuse(404, 'rest_no_route')
  }
}

function stateOf(
  site: FakeSite,
  item: { id: number; digest: string; modified_at: number },
): string {
  const known = site.articles.get(item.id)
  if (!known) return 'new'
  if (known.isEdited) return 'edited_here'
  if (known.digest === item.digest) return 'unchanged'
  return item.modified_at < known.document.article.modifiedAt ? 'older' : 'changed'
}

function take(site: FakeSite, raw: ImportDocument, isForced: boolean) {
  const document = importDocument.parse(raw)
  const { article } = document
  const digest = createHash('sha256').update(JSON.stringify(document)).digest('hex')
  const known = site.articles.get(article.id)
  const common = {
    id: article.id,
    status: article.status,
    slug: article.slug,
    link: `${site.origin}/ca/${article.slug}/`,
    author: null,
    media: [],
    report: null,
    html: null,
    links: [...article.contentRaw.matchAll(/href="(\/[^"]*)"/g)].map((match) => match[1]),
  }
  if (known?.isEdited && !isForced) return { ...common, action: 'skipped', reason: 'edited_here' }
  site.articles.set(article.id, { digest, document, isEdited: false })
  const isShrunk = article.contentRaw.includes('shrinks')
  return {
    ...common,
    action: known ? 'updated' : 'created',
    report: {
      rules: { 'share-bar': { severity: 'dropped', count: 1, examples: ['Share & enjoy'] } },
      textKept: isShrunk ? 0.4 : 1,
      needsReview: isShrunk,
    },
    html: isShrunk ? '<p>What is left</p>' : null,
  }
}
