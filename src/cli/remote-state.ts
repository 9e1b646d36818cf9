// D1 and R2 as Node reaches them. Miniflare's own proxies make a synchronous call for each prepare() and each bind():
// filling a first start took 10 seconds by them, 8 of those waiting.

type Send = (request: Request) => Promise<Response>

interface Query {
  sql: string
  params: unknown[]
}

/** A D1 database behind state-worker.js: what Drizzle and the rooms use of it. */
export function remoteDatabase(send: Send): D1Database {
  const ask = async <T>(queries: Query[], isRaw = false): Promise<T> => {
    const body = JSON.stringify({ queries, isRaw })
    const response = await send(new Request('http://state/', { method: 'POST', body }))
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as T // the worker's answer to this very question
  }
  const queries = new WeakMap<object, Query>()
  const statement = (query: Query): D1PreparedStatement => {
    const all = async () => (await ask<D1Result[]>([query]))[0]
    const made = {
      bind: (...params: unknown[]) => statement({ sql: query.sql, params }),
      all,
      run: all,
      raw: () => ask<unknown[][]>([query], true),
      async first(column?: string) {
        const row = (await all())?.results[0] as Record<string, unknown> | undefined
        return column === undefined ? (row ?? null) : (row?.[column] ?? null)
      },
    } as unknown as D1PreparedStatement // the methods above are those that are called
    queries.set(made, query)
    return made
  }
  return {
    prepare: (sql: string) => statement({ sql, params: [] }),
    batch: (statements: D1PreparedStatement[]) =>
      ask(statements.map((made) => queries.get(made) ?? { sql: '', params: [] })),
  } as unknown as D1Database // as above
}

/** An object to be stored. */
export interface StoredFile {
  key: string
  bytes: Uint8Array<ArrayBuffer>
  mimeType: string
}

/** Stores objects in the bucket behind state-worker.js, all of them in one request: each costs several milliseconds. */
export async function putObjects(send: Send, files: readonly StoredFile[]): Promise<void> {
  const body = new FormData()
  for (const { key, bytes, mimeType } of files) {
    body.append(key, new Blob([bytes], { type: mimeType }), 'file')
  }
  const response = await send(new Request('http://state/', { method: 'PUT', body }))
  if (!response.ok) throw new Error(`files were not stored: ${await response.text()}`)
}
